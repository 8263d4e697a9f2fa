"""An image reads its options from another place than the one they are mounted at.

The server starts with the image's own options: on another port, with none of the group's addresses,
and with memory for another machine.

Source: bitnami/containers, bitnami/mysql and mariadb-galera (/opt/bitnami/NAME/conf);
linuxserver/docker-mariadb (/config); percona-docker, percona-server-8.0 (/etc/my.cnf.d);
mysql/mysql-docker (/etc/my.cnf).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.image import image
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
replication a {
  source a1 on vm1; replicas a[2..3] on vm[2..3]; image "linuxserver/mariadb:10.11.8"
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""

GOOD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
replication a {
  source a1 on vm1; replicas a[2..3] on vm[2..3]; image "mysql:8.4.10"
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""

ELSEWHERE = ("bitnami/", "bitnamilegacy/", "linuxserver/")
NAMED = ("percona", "percona/percona-server", "mysql/mysql-server")


def check(topology: Topology, report: Report) -> None:
    """Report each image that is known to be laid out in another way."""
    for cluster in once(topology.clusters):
        repository = image(cluster.image).repository
        if not repository.startswith(ELSEWHERE) and repository not in NAMED:
            continue
        if cluster.kind == "galera" and repository in NAMED:
            continue
        report(
            f"`{cluster.image}` does not read the options of {called(cluster)}",
            at=cluster.origin("image"),
            note="option files are mounted where the images of Docker Hub's own library, and of"
            " Percona XtraDB Cluster, read them",
            help="use mysql, mariadb or percona/percona-xtradb-cluster",
            once=True,
        )
