"""A router or a balancer may open more connections to a node than it takes.

MySQL takes 151 unless it is told otherwise, of all clients together. The one above that gets "Too
many connections", under load, when it matters; and the checks of balancers get it too, so that a
busy node is taken for a dead one.

Source: MySQL 8.4 Reference Manual, max_connections: 151 by default; MyCat 1.6.7.4, maxCon is per
data source; HAProxy 2.8 configuration manual, server "maxconn".
"""

from collections.abc import Iterator

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.facts.said import Said
from dbstackc.lint.product import DATABASES, products
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

DEFAULT = 151

_SCHEMA = """
<?xml version="1.0"?>
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop" checkSQLschema="true" sqlMaxLimit="-1" dataNode="d"/>
  <dataNode name="d" dataHost="c" database="shop"/>
  <dataHost name="c" maxCon="1000" minCon="5" balance="0" writeType="0" dbType="mysql"
            dbDriver="native" switchType="-1">
    <heartbeat>select user()</heartbeat>
    <writeHost host="w" url="10.0.0.1:3306" user="app" password="${APP}"/>
  </dataHost>
</mycat:schema>
"""

_OPTIONS = """
[mysqld]
max_connections = 300
"""

BAD = {"my.cnf": _OPTIONS, "schema.xml": _SCHEMA}

GOOD = {"my.cnf": _OPTIONS.replace("300", "1200"), "schema.xml": _SCHEMA}


def check(stack: Stack, report: Report) -> None:
    """Report each limit above what the nodes take, once for each value."""
    limit, said = _limit(stack)
    if limit is None:
        return
    told: set[str] = set()
    for what, most in _limits(stack):
        if most.number is None or most.number <= limit or most.text in told:
            continue
        told.add(most.text)
        beside = [(said.span, f"a node takes {limit}")] if said is not None else []
        report(
            f"{what} may open {most.text} connections to a node that takes {limit}",
            at=most.span,
            says=f"{most.text} to each node",
            beside=beside,
            note="the nodes take 151, since nothing sets `max_connections`"
            if said is None
            else "what comes above is refused, checks of balancers among it",
            help=f"stay below {limit} with all routers and applications together, or raise "
            "`max_connections` and the memory for it",
        )


def _limits(stack: Stack) -> Iterator[tuple[str, Said]]:
    for host in stack.all(DataHost):
        if (most := host.attributes.get("maxCon")) is not None:
            yield f"a router of `{host.name.text}`", most
    for proxy in stack.all(Proxy):
        for pool in proxy.pools:
            for server in pool.servers:
                if server.port == 3306 and server.maxconn is not None:
                    yield f"`{pool.name.text}`", server.maxconn


def _limit(stack: Stack) -> tuple[int | None, Said | None]:
    """Return the connections that a node takes, and what says so; None where nobody knows."""
    for options in stack.all(Options):
        for name in ("mysqld", "mariadb", "mariadbd", "server"):
            said = options.groups.get(name, {}).get("max_connections")
            if said is not None:
                return said.number, said
    databases = [each.container for each in products(stack) if each.kind in DATABASES]
    if not databases or any(map(_is_configured, databases)):
        return None, None
    return DEFAULT, None


def _is_configured(container: Container) -> bool:
    """Tell whether a container gets options from elsewhere."""
    said = " ".join(word.text for word in (*container.command, *container.entrypoint))
    inside = [mount.inside.text for mount in container.mounts]
    return "max_connections" in said.replace("-", "_") or any(
        path.startswith("/etc") or path.endswith(".cnf") for path in inside
    )
