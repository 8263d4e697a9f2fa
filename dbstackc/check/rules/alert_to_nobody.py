"""A Prometheus finds what is wrong, and has nobody to tell.

Its alerts are seen by whoever opens its page. At night that is nobody.

Source: Prometheus manual, "Alerting overview" (an Alertmanager sends notifications).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app, mon from env
host vm[1..3] at 10.0.0.[1..3]
pxc shop {
  nodes shop[1..3] on vm[1..3]; root secret.root; sst secret.sst
  user app with secret.app; monitor mon with secret.mon
}
watch eye[1..2] on vm[1..2]
firewall lan { admin 10.0.9.0/24; clients 10.0.0.0/16 }
"""

GOOD = """
secret root, sst, app, mon from env
host vm[1..3] at 10.0.0.[1..3]
external pager at 10.9.0.1:9093
pxc shop {
  nodes shop[1..3] on vm[1..3]; root secret.root; sst secret.sst
  user app with secret.app; monitor mon with secret.mon
}
watch eye[1..2] on vm[1..2] { alert pager }
firewall lan { admin 10.0.9.0/24; clients 10.0.0.0/16 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report, once a statement, watches without an Alertmanager."""
    told: set[Span] = set()
    for watch in topology.watches:
        if not watch.alert and watch.span not in told:
            told.add(watch.span)
            report(
                f"`{watch.name}` calls nobody",
                at=watch.span,
                note="its alerts are seen by whoever opens its page",
                help="declare an Alertmanager, `external pager at 10.9.0.1:9093`, and write"
                " `alert pager`",
            )
