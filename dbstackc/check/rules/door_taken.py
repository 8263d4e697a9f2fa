"""Two doors of a balancer have one name or one port, or a door has one server twice.

HAProxy refuses two sections, or two servers, of one name. Two doors on one port it takes without a
word, and the kernel deals connections out to both: every second client reaches the wrong one.

Source: HAProxy 2.6, src/cfgparse-listen.c ("has the same name as proxy"), src/server.c; socket(7),
SO_REUSEPORT.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Balancer, Topology

LEVEL = Level.ERROR

BAD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 {
  listen sql on 3306 to legacy1
  listen sql on 3307 to legacy2
}
"""

GOOD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 {
  listen one on 3306 to legacy1
  listen two on 3307 to legacy2
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each name, port or server that a balancer has already.

    In the host's own network ports are `port-taken`'s.
    """
    told: set[Span] = set()
    for balancer in topology.balancers:
        if balancer.listens and balancer.listens[0].span not in told:
            told.add(balancer.listens[0].span)
            _judge(balancer, report)


def _judge(balancer: Balancer, report: Report) -> None:
    names: dict[str, Span] = {}
    ports: dict[int, tuple[str, Span]] = {}
    stats = balancer.stats
    if stats is not None:
        ports[stats.port] = ("the status page", stats.origin("port"))
    for door in balancer.listens:
        first = names.setdefault(door.name, door.span)
        if first is not door.span:
            report(
                f"two doors of `{balancer.span.text}` are called `{door.name}`",
                at=door.span,
                beside=[(first, "the other")],
                note="HAProxy does not start with two sections of one name",
                help="rename one of them",
            )
        who, at = ports.setdefault(door.port, (f"`{door.name}`", door.origin("port")))
        if at is not door.origin("port") and balancer.network is not None:
            report(
                f"`{door.name}` shares port {door.port} with {who}",
                at=door.origin("port"),
                beside=[(at, f"{who} has it")],
                note="HAProxy starts, and the kernel deals connections out to both by chance",
                help="choose another port for one of them",
            )
        servers: set[str] = set()
        for server in door.servers:
            if server.name in servers:
                report(
                    f"`{door.name}` leads to `{server.name}` twice",
                    at=server.origin("target"),
                    says="named again",
                    note="HAProxy does not start with two servers of one name",
                    help="name it once, and say a `weight` where it shall get more",
                )
                break
            servers.add(server.name)
