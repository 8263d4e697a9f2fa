"""An application is told a port that nothing opens.

It comes up, is refused at its first statement, and its health check fails or worse does not. A vip
is an address; which of its ports answer is said by the doors of the balancers that hold it.

Source: HAProxy 2.8 configuration manual, "bind" (a port is open if a proxy binds it).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.service import End
from dbstackc.model.topology import Balancer, Router, Topology
from dbstackc.model.ways import is_open

LEVEL = Level.ERROR

BAD = """
secret vrrp from env
host vm[1..3] at 10.0.0.[1..3]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
service blog on vm3:8000 { image "wordpress:6.8-apache"; reach WORDPRESS_DB_HOST to db:3307 }
"""

GOOD = """
secret vrrp from env
host vm[1..3] at 10.0.0.[1..3]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
service blog on vm3:8000 { image "wordpress:6.8-apache"; reach WORDPRESS_DB_HOST to db:3306 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report, once a statement, each address of a database where nobody answers."""
    for app in topology.services:
        for end in app.ends:
            if not is_open(app, end):
                report(
                    f"nothing opens port {end.port} at `{end.target.name}`",
                    at=end.span,
                    beside=[(end.target.span, "declared here")],
                    note=f"`{app.name}` is refused there",
                    help=_help(end),
                    once=True,
                )


def _help(end: End) -> str:
    target = end.target
    if isinstance(target, Router):
        return f"write `{target.name}:{target.port or target.listen}`"
    for outer, inner in target.publish if isinstance(target, Balancer) else ():
        if inner == end.port:
            return f"write `{target.name}:{outer}`: that is where its network publishes it"
    return "name a port that a `listen` of it opens, or add that `listen`"
