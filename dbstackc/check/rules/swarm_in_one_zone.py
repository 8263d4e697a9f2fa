"""The majority of a swarm's managers stands in one zone.

With that zone down the others are too few to agree: what runs goes on, and nothing that fails is
started again, just when it is needed.

Source: Docker documentation, "Administer and maintain a swarm of Docker Engines" (distribute
manager nodes).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4] in zone[a, b, c, a]
deploy swarm { managers vm1, vm2, vm4 }
pxc a { nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app }
haproxy h on vm4 { listen write on 3306 to a }
"""

GOOD = """
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4] in zone[a, b, c, a]
deploy swarm { managers vm1, vm2, vm3 }
pxc a { nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app }
haproxy h on vm4 { listen write on 3306 to a }
"""


def check(topology: Topology, report: Report) -> None:
    """Report a zone that holds half of the managers or more, where there are several zones."""
    zones = {host.zone for host in topology.hosts if host.zone is not None}
    for deployment in topology.deployments:
        managers = {host.name: host for host in deployment.managers}
        if deployment.engine != "swarm" or len(managers) < 3 or len(zones) < 2:
            continue
        count: dict[str, int] = {}
        for host in managers.values():
            if host.zone is not None:
                count[host.zone] = count.get(host.zone, 0) + 1
        zone = max(count, key=lambda name: count[name], default=None)
        if zone is not None and 2 * count[zone] >= len(managers):
            report(
                f"{count[zone]} of {len(managers)} managers stand in zone `{zone}`",
                at=deployment.span,
                note=f"with zone `{zone}` down, the others cannot agree, and start nothing anew",
                help="spread the managers so that no zone holds half of them",
            )
