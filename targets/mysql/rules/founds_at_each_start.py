"""A Galera node founds a new cluster each time that it starts.

`gcomm://` with nobody behind it is the order to found one. Started again beside the others the node
refuses, and with an empty data directory it becomes a second cluster.

Source: Galera manual, "wsrep_cluster_address"; seen on Galera 26.4.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..groups import servers

LEVEL = Level.ERROR

EXAMPLE = "my.cnf"

BAD = """
[mysqld]
wsrep_on = ON
wsrep_provider = /usr/lib/galera/libgalera_smm.so
wsrep_cluster_name = shop
wsrep_cluster_address = gcomm://
binlog_format = ROW
default_storage_engine = InnoDB
innodb_autoinc_lock_mode = 2
"""

GOOD = """
[mysqld]
wsrep_on = ON
wsrep_provider = /usr/lib/galera/libgalera_smm.so
wsrep_cluster_name = shop
wsrep_cluster_address = gcomm://10.0.0.1,10.0.0.2,10.0.0.3
binlog_format = ROW
default_storage_engine = InnoDB
innodb_autoinc_lock_mode = 2
"""


def check(stack: Stack, report: Report) -> None:
    """Report each empty list of peers."""
    for _, said in servers(stack):
        peers = said.get("wsrep_cluster_address")
        if peers is None or peers.text not in ("gcomm://", "gcomm:"):
            continue
        report(
            "the node founds a new cluster each time that it starts",
            at=peers.span,
            says="nobody to join",
            note="beside living members it refuses to start; with an empty data directory it "
            "becomes a second cluster",
            help="list all members, and found the cluster once with `--wsrep-new-cluster`",
        )
