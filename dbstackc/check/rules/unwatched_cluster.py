"""A stack is looked at, and one of its clusters tells nothing.

An exporter logs in to each node. A cluster without an account for it has none, and neither has one
in a macvlan, which the machine that it lies on does not reach. So no alert is called when it loses
its quorum, its source or its last copy.

Source: prometheus/mysqld_exporter, README, "Required grants"; Docker documentation, "Macvlan
network driver" (a host cannot reach its containers).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
external pager at 10.9.0.1:9093
pxc shop {
  nodes shop[1..3] on vm[1..3]; root secret.root; sst secret.sst; user app with secret.app
}
watch eye[1..2] on vm[1..2] { alert pager }
firewall lan { admin 10.0.9.0/24; clients 10.0.0.0/16 }
"""

GOOD = """
secret root, sst, app, mon from env
host vm[1..3] at 10.0.0.[1..3]
external pager at 10.9.0.1:9093
pxc shop {
  nodes shop[1..3] on vm[1..3]; root secret.root; sst secret.sst; user app with secret.app
  monitor mon with secret.mon
}
watch eye[1..2] on vm[1..2] { alert pager }
firewall lan { admin 10.0.9.0/24; clients 10.0.0.0/16 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report, once a statement, clusters that no exporter tells of."""
    told = {each.of for each in topology.exporters}
    for watch in topology.watches[:1]:
        for cluster in once(topology.clusters):
            if any(node in told for node in cluster.nodes):
                continue
            lacks = cluster.monitor is None
            report(
                f"nothing is told of {called(cluster)}",
                at=cluster.span,
                says="has no account for it" if lacks else "lies in a macvlan",
                beside=[(watch.span, "this looks at the stack")],
                note="no alert follows when it loses its quorum, its source or its last copy",
                help="write `monitor exporter with secret.monitor` in it"
                if lacks
                else "put it in the hosts' own networks, or in an overlay",
            )
