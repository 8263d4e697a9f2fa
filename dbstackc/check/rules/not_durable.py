"""Commits are acknowledged before they are on disk.

On a replication cluster a power cut takes the source's last second of commits, which its replicas
may have already: from then on they hold rows that the source has not, and following it breaks. In a
Galera cluster the other members have the commit, so it takes a loss of power at all of them.

Source: MySQL 8.4 manual, innodb_flush_log_at_trx_commit, sync_binlog (what 0 and 2 may lose);
Galera manual, "innodb_flush_log_at_trx_commit".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
replication a {
  source a1 on vm1; replicas a[2..3] on vm[2..3]; follow as f with secret.follow
  root secret.root; user app with secret.app; durable no
}
"""

GOOD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
replication a {
  source a1 on vm1; replicas a[2..3] on vm[2..3]; follow as f with secret.follow
  root secret.root; user app with secret.app; durable yes
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster that gives durability away; of Galera clusters as advice."""
    for cluster in once(topology.clusters):
        if cluster.durable:
            continue
        galera = cluster.kind == "galera"
        report(
            f"{called(cluster)} acknowledges commits that are not on disk",
            at=cluster.origin("durable"),
            note="about 1 s of them is lost when all members lose power at once"
            if galera
            else "a power cut at the source loses about 1 s of them, and replicas may have them",
            help="leave `durable no` out, unless the rows can be had again from elsewhere",
            level=Level.ADVICE if galera else LEVEL,
            once=True,
        )
