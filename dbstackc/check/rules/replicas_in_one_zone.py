"""Every replica stands in the zone of its source, and there are other zones.

A zone is what fails together, so all copies of the rows fail together.

Source: MySQL 8.4 manual, "Replication solutions" (a replica at another site for what one site may
suffer).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3] in a
host edge at 10.0.0.9 in b
replication a {
  source a1 on vm1; replicas a[2..3] on vm[2..3]
  root secret.root; user app with secret.app; follow as f with secret.follow
}
haproxy h1 on edge { listen sql on 3306 to a }
"""

GOOD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3] in zone[a, a, b]
replication a {
  source a1 on vm1; replicas a[2..3] on vm[2..3]
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster that one zone can take whole."""
    if len({host.zone for host in topology.hosts if host.zone}) < 2:
        return
    for cluster in once(topology.clusters):
        source, *replicas = cluster.nodes
        if cluster.kind != "replication" or not replicas or source.host.zone is None:
            continue
        within = all(node.host.zone == source.host.zone for node in replicas)
        if within and any(node.host is not source.host for node in replicas):
            report(
                f"every copy of {called(cluster)} stands in {source.host.zone}",
                at=replicas[0].origin("host"),
                beside=[(source.host.origin("zone"), f"the zones; {source.host.zone} is one")],
                note="a zone fails as a whole, and with it all copies of the rows",
                help="put a replica in another zone",
            )
