"""Of a cluster one copy is kept: each new one takes the place of the one before.

Copies older than `keep` are removed when the next one is whole, so a time no longer than what lies
between two leaves the newest alone. A mistake that is noticed after it was taken is in it as well,
and there is no older one to go back to.

Source: targets/backup/shell/backup.sh (`prune` keeps what is younger, and the last good one).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.quantity import Duration
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, copies from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.copies
}
backup a to "/var/backups/db" at 03:15 with secret.copies { keep 12h }
"""

GOOD = """
secret root, app, copies from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.copies
}
backup a to "/var/backups/db" at 03:15 every 6h with secret.copies { keep 12h }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each backup that keeps one copy, or for no longer than until the next."""
    for backup in topology.backups:
        between = backup.gap * 60
        if backup.copies > 1 or backup.seconds > between:
            continue
        gap = Duration(between * 1000)
        report(
            f"one copy of `{backup.span.text}` is kept",
            at=backup.origin("keep"),
            says=f"the next one comes after {gap}" if backup.seconds else "",
            beside=[(backup.origin("gap"), "how often")] if "gap" in backup.origins else (),
            note="a mistake that is noticed after the next copy is in all that is left",
            help=f"keep it longer, as in `keep 7d`, or copy more often than every {gap}",
            once=True,
        )
