"""A Galera node takes a lock for each table that numbers its rows.

With `innodb_autoinc_lock_mode` 0 or 1 two members that insert at once can wait for each other for
ever; Galera needs 2.

Source: Galera manual, "innodb_autoinc_lock_mode": must be 2; MariaDB Knowledge Base, "Configuring
MariaDB Galera Cluster".
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
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
wsrep_cluster_address = gcomm://10.0.0.1,10.0.0.2,10.0.0.3
binlog_format = ROW
default_storage_engine = InnoDB
innodb_autoinc_lock_mode = 1
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
    """Report each mode but 2 beside a cluster; the fix writes 2."""
    for _, said in servers(stack):
        mode = said.get("innodb_autoinc_lock_mode")
        if mode is None or mode.text == "2" or "wsrep_cluster_address" not in said:
            continue
        if said.get("wsrep_on") is not None and said["wsrep_on"].text.upper() in ("OFF", "0"):
            continue
        report(
            f"Galera does not work with `innodb_autoinc_lock_mode = {mode.text}`",
            at=mode.span,
            says="must be 2",
            beside=[(said["wsrep_cluster_address"].span, "a member of a cluster")],
            note="two members that insert at once can wait for each other for ever",
            fix=Fix("write 2", (Edit(mode.span, "2"),)),
        )
