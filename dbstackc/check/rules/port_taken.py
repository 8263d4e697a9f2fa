"""Two things listen on one port of one host.

A host can give a port away once. Docker refuses to start the second container, and does so on the
day of the deployment, on one machine of four.

Source: Docker documentation, "Published ports".
"""

from collections.abc import Iterator

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.thing import Host
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
host vm1 at 10.0.0.1
host vm2 at 10.0.0.2
host vm3 at 10.0.0.3
replication a { source a1 on vm1:9003; replicas a[2..3] on vm[2..3]:9003 }
replication b { source b1 on vm3:9004; replicas b[2..3] on vm[1..2]:9003 }
"""

GOOD = """
host vm1 at 10.0.0.1
host vm2 at 10.0.0.2
host vm3 at 10.0.0.3
replication a { source a1 on vm1:9003; replicas a[2..3] on vm[2..3]:9003 }
replication b { source b1 on vm3:9004; replicas b[2..3] on vm[1..2]:9004 }
"""

Use = tuple[Host, int, str, Span]


def check(topology: Topology, report: Report) -> None:
    """Report each port of a host that is asked for a second time."""
    taken: dict[tuple[str, int], Use] = {}
    for use in uses(topology):
        host, port, who, at = use
        first = taken.setdefault((host.address, port), use)
        if first is use or (first[2] == who and first[3] is at):
            continue
        report(
            f"port {port} of {host.address} is taken twice",
            at=at,
            says=f"{who} asks for it too",
            beside=[(first[3], f"{first[2]} has it")] if first[3] != at else (),
            note="a host gives a port away once; the second process would not start",
            help="choose another port for one of them",
        )


def uses(topology: Topology) -> Iterator[Use]:
    """Yield every port of a host that somebody opens: host, port, who, and where it was said."""
    for node in topology.nodes:
        at = node.origin("port")
        if node.port is not None and node.role != "arbiter":
            yield node.host, node.port, f"`{node.name}`", at
        if node.network is None and node.gcomm:
            for port, what in ((node.gcomm, "group"), (node.ist, "IST"), (node.sst, "SST")):
                if node.role != "arbiter" or what == "group":
                    yield node.host, port, f"`{node.name}` ({what} port)", at
    for router in topology.routers:
        if router.port is not None:
            yield router.host, router.port, f"`{router.name}`", router.origin("port")
        if router.network is None:
            yield (
                router.host,
                router.manager,
                f"`{router.name}` (manager)",
                router.origin("manager"),
            )
    for balancer in topology.balancers:
        if balancer.network is None:
            for door in balancer.listens:
                yield balancer.host, door.port, f"`{balancer.name}`", door.origin("port")
            if balancer.stats:
                at = balancer.stats.origin("port")
                yield balancer.host, balancer.stats.port, f"`{balancer.name}` (stats)", at
        for outer, _ in balancer.publish:
            yield balancer.host, outer, f"`{balancer.name}`", balancer.origin("publish")
