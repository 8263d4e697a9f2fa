"""Nodes of several zones give each other up after 1.5 s.

`failover fast` is tuned for one network. Between sites a pause of two seconds is common, and every
one of them would put nodes out of the cluster, to be let in again by a state transfer.

Source: Galera manual, evs.suspect_timeout (PT5S by default; longer for a wide-area network), "WAN
replication".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3] in zone[a, b, c]
pxc a {
  nodes a[1..3] on vm[1..3]; failover fast
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; failover fast
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster that is tuned for one network and spans zones."""
    for cluster in once(topology.clusters):
        if cluster.failover != "fast":
            continue
        zones = dict.fromkeys(node.host.zone for node in cluster.nodes if node.host.zone)
        if len(zones) > 1:
            report(
                f"nodes of {called(cluster)} give each other up after 1.5 s, across"
                f" {len(zones)} zones",
                at=cluster.origin("failover"),
                note="if the zones are sites, a short pause between them puts nodes out",
                help="leave it out where zones are sites; racks of one network are fine",
                once=True,
            )
