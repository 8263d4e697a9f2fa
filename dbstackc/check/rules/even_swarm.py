"""A swarm has an even number of managers.

Four tolerate the loss of one, as three do, and a split into two halves stops both.

Source: Docker documentation, "Administer and maintain a swarm of Docker Engines" (an odd number).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4]
deploy swarm { managers vm[1..4] }
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
    """Report an even number of managers, from four up."""
    for deployment in topology.deployments:
        count = len({host.name for host in deployment.managers})
        if deployment.engine == "swarm" and count >= 4 and count % 2 == 0:
            report(
                f"{count} managers tolerate no more than {count - 1} do",
                at=deployment.span,
                note="more than half must agree, and two equal halves never do",
                help="name one more, or one less",
            )
