"""An application keeps connections that were ended on the way.

A pool hands out a connection that has been silent for as long as it keeps one. Where the balancer,
the router or the server behind the door ended it earlier, the statement on it fails with "MySQL
server has gone away", a while after each quiet hour.

Source: HAProxy 2.8 configuration manual, "timeout client", "timeout server"; MyCat 1.6.7.4,
SystemConfig (idleTimeout 1800 s); MySQL 8.4 manual, wait_timeout (28800 s).
"""

from collections.abc import Iterator

from dbstackc.base.diagnostic import Level
from dbstackc.base.quantity import Duration
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.service import Application, End
from dbstackc.model.topology import Router, Topology
from dbstackc.model.ways import doors_behind

LEVEL = Level.WARNING

BAD = """
secret vrrp from env
host vm[1..3] at 10.0.0.[1..3]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { timeout client(30m), server(30m); listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
service blog on vm3:8000 {
  image "wordpress:6.8-apache"; reach WORDPRESS_DB_HOST to db:3306 { idle 30m }
}
"""

GOOD = """
secret vrrp from env
host vm[1..3] at 10.0.0.[1..3]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { timeout client(30m), server(30m); listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
service blog on vm3:8000 {
  image "wordpress:6.8-apache"; reach WORDPRESS_DB_HOST to db:3306 { idle 29m }
}
"""

MYCAT, MYSQL = 1_800_000, 28_800_000
"""Milliseconds of silence after which each ends a connection, unless told otherwise."""


def check(topology: Topology, report: Report) -> None:
    """Report, once a statement, each pool that is as patient as something behind its door."""
    for app in topology.services:
        for end in app.ends:
            if end.idle is None:
                continue
            wait, who, at = min(_waits(app, end), key=lambda each: each[0])
            if end.idle >= wait:
                report(
                    f"`{app.name}` keeps silent connections for {Duration(end.idle)}, and {who}"
                    f" ends them after {Duration(wait)}",
                    at=end.origin("idle"),
                    beside=[(at, "on the way")],
                    note="the next statement on a connection that was ended fails",
                    help=f"keep them for less than {Duration(wait)}",
                    once=True,
                )


def _waits(app: Application, end: End) -> Iterator[tuple[int, str, Span]]:
    """Yield what may end a silent connection: after how long, who, and where that is said."""
    yield MYSQL, "a server", end.span
    if isinstance(end.target, Router):
        yield MYCAT, f"`{end.target.name}`", end.target.span
    for balancer, door in doors_behind(app, end):
        at = balancer.origin("timeout") if "timeout" in balancer.origins else balancer.span
        yield min(balancer.client, balancer.server), f"`{balancer.name}`", at
        for server in door.servers:
            if isinstance(server.target, Router):
                yield MYCAT, f"`{server.target.name}`", server.target.span
