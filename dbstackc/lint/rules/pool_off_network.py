"""A balancer sends to addresses of its own network, and no database is in that network.

Containers of one Docker network do not reach those of another. The servers are somebody else's
addresses, or nobody's: every check fails, or the wrong process answers.

Source: docs.docker.com, "Networking overview": containers reach those of the networks they are in.
"""

from ipaddress import ip_address

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.proxy import Pool, PoolServer, Proxy
from dbstackc.lint.nets import fixed
from dbstackc.lint.product import DATABASES, products
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

_CFG = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    option tcp-check
    default-server on-marked-down shutdown-sessions
    server a 172.30.0.2:3306 check
    server b 172.30.0.3:3306 check backup
"""

_RUN = """
docker network create --subnet 172.30.0.0/24 --ip-range 172.30.0.128/25 front
docker network create -d overlay --attachable back
docker run -d --name a --net NET -e MYSQL_ROOT_PASSWORD_FILE=/run/s -v a:/var/lib/mysql mysql:8.4.10
docker run -d --name h1 --net front --ip 172.30.0.7 -v ./haproxy.cfg:/haproxy.cfg haproxy:2.8.5
"""

BAD = {"haproxy.cfg": _CFG, "run.sh": _RUN.replace("NET", "back")}

GOOD = {"haproxy.cfg": _CFG, "run.sh": _RUN.replace("NET", "front --ip 172.30.0.2")}


def check(stack: Stack, report: Report) -> None:
    """Report each pool whose servers are addresses of a network without any database."""
    databases = [each.container for each in products(stack) if each.kind in DATABASES]
    if not databases:
        return
    for net in fixed(stack):
        if any(_is_in(one, net.name) for one in databases):
            continue
        balancers = {id(one) for one, _ in net.containers}
        given = {a.address.text for _, a in net.containers if a.address is not None}
        for proxy in stack.all(Proxy):
            for pool in proxy.pools:
                inside = [s for s in pool.servers if _is_within(s, net.subnet)]
                if not _is_sql(pool) or not inside or (balancers and _all_known(inside, given)):
                    continue
                other = databases[0]
                report(
                    f"no database is where `{pool.name.text}` sends to",
                    at=inside[0].address.span,
                    says=f"an address of the network `{net.name}`",
                    beside=[
                        (a.network.span, f"`{other.name.text}` is in another network")
                        for a in other.networks[:1]
                    ],
                    note="containers of one network do not reach those of another",
                    help="put balancer and databases into one network, or send to published ports",
                )


def _is_in(container: Container, net: str) -> bool:
    return any(attached.network.text == net for attached in container.networks) or (
        not container.networks
    )


def _is_within(server: PoolServer, subnet: object) -> bool:
    try:
        return ip_address(server.address.text) in subnet  # type: ignore[operator]
    except ValueError:
        return False


def _all_known(servers: list[PoolServer], given: set[str]) -> bool:
    """Tell whether other containers of the network are what is sent to."""
    return all(server.address.text in given for server in servers)


def _is_sql(pool: Pool) -> bool:
    return any(server.port in (3306, 8066) for server in pool.servers)
