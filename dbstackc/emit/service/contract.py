"""What the images promise: where they read files, as whom, and what starts them.

Source: percona/percona-docker 5c654083 (percona-xtradb-cluster-{5.7,8.0,8.4}, percona-xtrabackup-*:
Dockerfile, dockerdir/entrypoint.sh); docker-library/mysql 7f30fdb (8.4); MariaDB/mariadb-docker
1b6429b; docker-library/haproxy ec437dd (3.0).
"""

from dbstackc.base.record import record
from dbstackc.model.known import GARBD
from dbstackc.model.topology import Cluster

INIT = "/docker-entrypoint-initdb.d"
"""SQL files here run once, when an empty data folder is initialised."""

DATA = "/var/lib/mysql"

SECRETS = "/run/secrets"


@record(frozen=True, slots=True)
class Engine:
    """The image of one flavour.

    options: where the node's option file is mounted: in the folder that is read last.
    reader: the uid that reads files of ours (the server's own).
    secret_reader: the uid that reads /run/secrets: where the entrypoint begins as root and only
        then steps down, root.
    client: the program that asks the server.
    server: the program that the command names. entrypoint: the script that starts it.
    """

    options: str
    reader: int
    secret_reader: int
    client: str
    server: str
    entrypoint: str


ENGINES = {
    # /etc/my.cnf includes node.cnf, my.cnf.d/, percona-xtradb-cluster.conf.d/; USER 1001 throughout
    "pxc": Engine(
        "/etc/percona-xtradb-cluster.conf.d/zz-dbstackc.cnf",
        1001,
        1001,
        "mysql",
        "mysqld",
        "/entrypoint.sh",
    ),
    # /etc/my.cnf ends with !includedir /etc/mysql/conf.d/; root reads *_FILE, then gosu mysql (999)
    "mysql": Engine(
        "/etc/mysql/conf.d/zz-dbstackc.cnf", 999, 0, "mysql", "mysqld", "docker-entrypoint.sh"
    ),
    # mariadb.cnf includes mariadb.conf.d/ and then conf.d/; as mysql; 11 has no program `mysql`
    "mariadb": Engine(
        "/etc/mysql/conf.d/zz-dbstackc.cnf", 999, 0, "mariadb", "mariadbd", "docker-entrypoint.sh"
    ),
}

HAPROXY_CONFIG = "/usr/local/etc/haproxy/haproxy.cfg"

HAPROXY_USER = 99
"""`USER haproxy` since 2.4; older images begin as root, who reads the file too."""

MYCAT_USER = 1066
"""Who MyCat runs as in the image that a bundle builds; root, in another, reads the same files."""

KEEPALIVED_CONFIG = "/etc/keepalived/keepalived.conf"

KEEPALIVED = (
    "keepalived",
    "--dont-fork",
    "--log-console",
    "--use-file",
    KEEPALIVED_CONFIG,
    "--pid=/dev/shm/keepalived.pid",
    "--vrrp_pid=/dev/shm/vrrp.pid",
    "--checkers_pid=/dev/shm/checkers.pid",
)
"""Named in full, so that any image with keepalived on its PATH will do, whatever it wraps it in.

Its pid files lie where a container that is started again has nothing: in `/run` they outlive one
that was killed and say 1, which is what it is itself, and it ends with "daemon is already running",
each time that Docker starts it.

Source: keepalived(8), 2.2.7; keepalived 2.2.7, core/pidfile.c (process_running);
seen on Docker 20.10.
"""

NET_CAPABILITIES = ("NET_ADMIN", "NET_BROADCAST", "NET_RAW")
"""What VRRP takes: adding an address, multicast, and gratuitous ARP.

Without NET_ADMIN keepalived logs "Entering MASTER" and holds nothing.
"""


def arbiter_image(cluster: Cluster) -> str:
    """Return an image that has garbd.

    An arbiter of Galera 4 serves MariaDB too: the group speaks one protocol.
    """
    version = cluster.version or (0,) if cluster.flavour == "pxc" else (8,)
    return GARBD[max(each for each in GARBD if each <= version)]
