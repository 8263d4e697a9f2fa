"""Applications open more connections than their door lets through.

What is over the limit waits in the balancer's queue until a session ends. Connections of a pool do
not end: those that wait are given up after `timeout connect`, and the application sees a database
that is down although it is idle.

Source: HAProxy 2.8 configuration manual, "maxconn" of a server and of the process, "timeout queue"
(the time of "timeout connect" where it is not set).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.service import End
from dbstackc.model.topology import Balancer, Listen, Topology
from dbstackc.model.ways import doors_behind

LEVEL = Level.WARNING

BAD = """
secret vrrp from env
host vm[1..3] at 10.0.0.[1..3]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] { server maxconn(50) } }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
service blog[1..3] on vm[1..3]:8000 {
  image "wordpress:6.8-apache"; reach WORDPRESS_DB_HOST to db:3306 { pool 0..40 }
}
"""

GOOD = """
secret vrrp from env
host vm[1..3] at 10.0.0.[1..3]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] { server maxconn(50) } }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
service blog[1..3] on vm[1..3]:8000 {
  image "wordpress:6.8-apache"; reach WORDPRESS_DB_HOST to db:3306 { pool 0..30 }
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each door whose applications may open more than all its active servers take."""
    coming: dict[Span, list[End]] = {}
    found: dict[Span, tuple[Balancer, Listen]] = {}
    for app in topology.services:
        for end in app.ends:
            # several balancers of one vip share the door: one of them has it at a time
            for balancer, door in doors_behind(app, end)[:1] if end.pool else ():
                coming.setdefault(door.span, []).append(end)
                found[door.span] = balancer, door
    for at, ends in coming.items():
        balancer, door = found[at]
        room = sum(server.maxconn for server in door.servers if not server.backup)
        room = min(room, balancer.maxconn)
        most = sum(end.pool.high for end in ends if end.pool)
        if most > room:
            report(
                f"applications may open {most} connections by `{door.name}`, which lets {room}"
                " through",
                at=ends[0].origin("pool"),
                beside=[(at, f"{room} at a time")],
                note="a pool keeps what it has, so the rest wait in the queue and are given up",
                help="let the pools keep fewer, or let servers take more by `maxconn` and"
                " `connections`",
            )
