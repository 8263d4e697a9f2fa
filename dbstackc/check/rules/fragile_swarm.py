"""A swarm has one manager, or two.

Its managers agree by majority. Without one the swarm cannot be changed, and starts nothing anew;
when the only manager's host came back after half a minute, the swarm moved nodes that had run all
the time. Two managers are worse than one: either of them missing is too many.

Source: Docker documentation, "Administer and maintain a swarm of Docker Engines" (quorum).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4]
deploy swarm { managers vm1 }
pxc a { nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app }
haproxy h on vm4 { listen write on 3306 to a }
"""

GOOD = """
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4]
deploy swarm { managers vm1, vm2, vm3 }
pxc a { nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app }
haproxy h on vm4 { listen write on 3306 to a }
"""


def check(topology: Topology, report: Report) -> None:
    """Report a swarm that no manager may leave; managers that nobody names are not judged."""
    for deployment in topology.deployments:
        count = len({host.name for host in deployment.managers})
        if deployment.engine == "swarm" and 1 <= count < 3 and len(topology.hosts) > 2:
            report(
                "the swarm stands still when its manager is away"
                if count == 1
                else "the swarm stands still when either of its managers is away",
                at=deployment.span,
                says=f"{count} named",
                note="managers agree by majority, and nothing is started without one",
                help="name three, on hosts that do not fail together",
            )
