"""A balancer sends to a name that no container of its stack has.

HAProxy resolves a name when it starts. One that nobody has is fatal: it does not start, or, with
`init-addr none`, the server is down for good.

Source: HAProxy 2.8 configuration manual, "init-addr"; docs.docker.com, "Networking in Compose".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.suggest import nearest
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.housed import balancers
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
    server one NAME:8066 check
"""

_COMPOSE = """
services:
  front:
    image: haproxy:2.8.5
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]
  router:
    image: example/mycat:1.6.7.4
"""

BAD = {"compose.yml": _COMPOSE, "haproxy.cfg": _CFG.replace("NAME", "ruoter")}

GOOD = {"compose.yml": _COMPOSE, "haproxy.cfg": _CFG.replace("NAME", "router")}


def check(stack: Stack, report: Report) -> None:
    """Report each bare name that a near name of the same Compose file shows to be a slip."""
    for proxy, product in balancers(stack):
        one = product.container
        if one.by not in ("compose", "stack") or one.host_network is not None:
            continue
        names: dict[str, Container] = {}
        for other in stack.all(Container):
            if other.span.source is one.span.source:
                for name in other.called:
                    names.setdefault(name.lower(), other)
                for attached in other.networks:
                    for name in attached.aliases:
                        names.setdefault(name.lower(), other)
        for pool in proxy.pools:
            for server in pool.servers:
                name = server.address.text.lower()
                if name in names or not name.replace("-", "").replace("_", "").isalnum():
                    continue
                near = nearest(name, names)
                if near is None or name.isdigit():
                    continue
                report(
                    f"no container is called `{server.address.text}`",
                    at=server.address.span,
                    says="is looked up when HAProxy starts",
                    beside=[(names[near].name.span, "this one is")],
                    note="a name that nobody has ends HAProxy at its start",
                    help=f"write `{near}`",
                )
