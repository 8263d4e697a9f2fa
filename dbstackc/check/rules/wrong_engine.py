"""An image holds another engine than the cluster needs.

`pxc` needs Galera, which Oracle's and Percona Server's images are built without; MariaDB's have it.
An image of Percona XtraDB Cluster starts as a member of a group, not as a source or a replica.

Source: docker-library/mysql 8.4 and percona-docker, percona-server-8.0 (no wsrep); percona-docker,
percona-xtradb-cluster-8.0, entrypoint.sh (CLUSTER_JOIN).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.image import image
from dbstackc.check.once import once
from dbstackc.check.rule import Report
from dbstackc.model.known import HOLDS
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; image "mysql:8.4.10"
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; image "mariadb:10.11"
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each well-known image that cannot do what its cluster's word says."""
    for cluster in once(topology.clusters):
        holds = HOLDS.get(image(cluster.image).repository)
        galera = cluster.kind == "galera"
        if holds is None:
            continue
        if holds == ("mysql" if galera else "pxc"):
            report(
                f"`{cluster.image}` has no Galera"
                if galera
                else f"`{cluster.image}` is a member of a Galera group, and nothing else",
                at=cluster.origin("image"),
                beside=[(cluster.span, "and this needs it" if galera else "and this has a source")],
                note="its server does not know the options of a group, and ends at the first"
                if galera
                else "its entrypoint joins or founds a group at every start",
                help="use an image of Percona XtraDB Cluster or of MariaDB, or write `replication`"
                if galera
                else "use an image of MySQL or of MariaDB, or write `pxc`",
                once=True,
            )
        elif holds != cluster.flavour:
            report(
                f"`{cluster.image}` holds {holds}, not {cluster.flavour}",
                at=cluster.origin("engine"),
                beside=[(cluster.origin("image"), "the image")],
                note=f"its files would be written in the words of {cluster.flavour}",
                help=f"write `engine {holds}`, or leave it out",
                once=True,
            )
