"""A cluster of PXC 5.7 has no password of its own for state transfers.

A joiner of 5.7 logs in to its donor with a name and a password. Where none is given, the image
makes the account with the password that stands in its source, on every node.

Source: percona-docker, percona-xtradb-cluster-5.7, entrypoint.sh (XTRABACKUP_PASSWORD, by default
xtrabackup); PXC 8.0 manual, "State snapshot transfer" (since 8.0 the server makes an account for
each transfer).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app from env
host vm[1..3] at 10.0.0.[1..3]
# allow end-of-life: an example
pxc a {
  nodes a[1..3] on vm[1..3]; image "registry.local/pxc:5.7.44"; engine pxc
  root secret.root; user app with secret.app
}
"""

GOOD = """
secret root, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster whose transfers are open to who knows the image."""
    for cluster in once(topology.clusters):
        if cluster.flavour != "pxc" or cluster.kind != "galera" or cluster.version >= (8,):
            continue
        if cluster.sst is None:
            report(
                f"{called(cluster)} transfers its state with the image's own password",
                at=cluster.span,
                note="PXC 5.7 makes the account `xtrabackup` with the password `xtrabackup`",
                help="declare a secret and name it, as in `sst secret.sst`",
            )
