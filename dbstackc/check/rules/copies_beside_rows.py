"""A cluster has all its nodes in one place, and its copies lie there too.

Copies are for the day when every node is lost. Where all of them stand on one machine, or in one
zone, what takes them takes the copies there along, and there is nothing to bring back.

Source: NIST SP 800-34 rev. 1, 3.4.2 "Backup methods and offsite storage".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app, copies from env
host vm[1..3] at 10.0.0.[1..3] in rack
pxc shop {
  nodes shop[1..3] on vm[1..3]; root secret.root; sst secret.sst; user app with secret.app
}
backup shop to "/var/backups/db" at 03:15 with secret.copies
"""

GOOD = """
secret root, sst, app, copies from env
host vm[1..3] at 10.0.0.[1..3] in rack
pxc shop {
  nodes shop[1..3] on vm[1..3]; root secret.root; sst secret.sst; user app with secret.app
}
backup shop to "/var/backups/db" at 03:15 with secret.copies { then "/usr/local/sbin/send-away" }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each backup that stays where all nodes of its cluster are."""
    for backup in topology.backups:
        homes = {node.host.zone or node.host.name for node in backup.cluster.data_nodes}
        if len(homes) > 1 or backup.mounted or backup.then:
            continue
        host = backup.node.host
        where = host.name if host.zone is None else f"zone {host.zone}"
        report(
            f"the copies of `{backup.span.text}` go where its rows go",
            at=backup.origin("folder"),
            says=f"lies on {host.name}",
            beside=[(backup.cluster.span, f"every node is in {where}")],
            note=f"when {where} is lost, so are all rows and every copy of them",
            help="send each copy away by `then`, or write it to a disk of another place and say"
            " `mounted yes`",
            once=True,
        )
