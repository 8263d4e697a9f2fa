"""A cluster's root has no password that anybody chose.

The image then makes one at random and prints it to the log of the first start, once: whoever reads
logs is root, and when the log has rotated nobody is.

Source: docker-library/mysql 8.4, entrypoint (MYSQL_RANDOM_ROOT_PASSWORD: GENERATED ROOT PASSWORD);
percona-docker 8.0 and mariadb-docker do the same.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster whose root gets a password at random."""
    for cluster in once(topology.clusters):
        if cluster.root is None:
            report(
                f"root of {called(cluster)} gets a password at random",
                at=cluster.span,
                note="the image prints it to its log at the first start, and nowhere else",
                help="declare a secret and name it, as in `root secret.root`",
            )
