"""A stack copies its clusters, and one of them is left out.

Replicas are no copies: a table that is dropped by mistake is gone from all of them at once. Of a
schema that lies on several clusters the rows of this one cannot be brought back, and those of the
others lose what they belong to.

Source: MySQL 8.4 manual, "Backup and recovery" (replication and backups); Galera manual, "Backing
up cluster data".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import listed
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app, copies from env
host vm[1..3] at 10.0.0.[1..3]
defaults pxc { root secret.root; sst secret.sst; user app with secret.app }
pxc shop { nodes shop[1..3] on vm[1..3]:9001 }
pxc stock { nodes stock[1..3] on vm[1..3]:9002 }
backup shop to "/var/backups/db" at 03:15 with secret.copies
"""

GOOD = """
secret root, sst, app, copies from env
host vm[1..3] at 10.0.0.[1..3]
defaults pxc { root secret.root; sst secret.sst; user app with secret.app }
pxc shop { nodes shop[1..3] on vm[1..3]:9001 }
pxc stock { nodes stock[1..3] on vm[1..3]:9002 }
backup shop, stock to "/var/backups/db" at 03:15 with secret.copies
"""


def check(topology: Topology, report: Report) -> None:
    """Report, once a statement, clusters without a backup where another has one."""
    copied = {each.cluster for each in topology.backups}
    for backup in topology.backups[:1]:
        for cluster in topology.clusters:
            if cluster in copied:
                continue
            alike = [each.name for each in topology.clusters if each.span == cluster.span]
            bare = [name for name in alike if name not in {each.name for each in copied}]
            report(
                f"{listed([f'`{name}`' for name in bare])} "
                f"{'is' if len(bare) == 1 else 'are'} never copied",
                at=cluster.span,
                beside=[(backup.span, "others are")],
                note="what is deleted by mistake is gone from every node at once",
                help=f"name it in a `backup`, as in `backup {backup.name}, {bare[0]} to …`",
                once=True,
            )
