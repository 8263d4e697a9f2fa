"""A backup: copies of a cluster, taken by a clock and kept for a time."""

from dbstackc.base.record import record
from dbstackc.model.store import Cluster, Node
from dbstackc.model.thing import Secret, Thing

DAY = 24 * 60
"""Minutes."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Backup(Thing):
    """The copies of one cluster; its name is the cluster's.

    node: who is copied. folder: of the node's host, absolute. mounted: whether that must lie on
    another file system than the host's root. then: a program that gets each new copy, or None.
    first: minutes after midnight, less than `gap`; gap: minutes from one to the next, a part of a
    day.
    copies: how many are kept, 0 where `seconds` says for how long; one of the two is 0.
    account, secret: who copies.
    """

    cluster: Cluster
    node: Node
    folder: str
    mounted: bool
    then: str | None
    first: int
    gap: int
    copies: int
    seconds: int
    account: str
    secret: Secret

    @property
    def role(self) -> str:
        """What must be true of the node: member, replica, or source, which nothing is asked of."""
        return self.node.role

    @property
    def is_dump(self) -> bool:
        """Whether it is taken as SQL: the image has nothing that copies a server's files.

        Source: docker-library/mysql 7f30fdb, 8.4/Dockerfile.oracle (mysqldump, no XtraBackup);
        MariaDB/mariadb-docker 1b6429b, 10.11/Dockerfile (mariadb-backup); percona-docker 5c654083,
        percona-xtradb-cluster-8.0/Dockerfile (its server package brings pxc_extra/pxb-8.0).
        """
        return self.cluster.flavour == "mysql"

    @property
    def limit(self) -> int:
        """The seconds that a copy may take: half of what lies between two."""
        return self.gap * 30
