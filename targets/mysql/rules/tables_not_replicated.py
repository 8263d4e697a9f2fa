"""A Galera node makes tables that are not replicated.

Galera carries InnoDB alone. A table of MyISAM is filled on one member and empty on the others.

Source: Galera manual, "Differences from a standalone server"; Percona XtraDB Cluster documentation,
"pxc_strict_mode".
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
default_storage_engine = MyISAM
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
    """Report each other engine that is the default beside a cluster; the fix writes InnoDB."""
    for _, said in servers(stack):
        engine = said.get("default_storage_engine")
        if engine is None or engine.text.lower() == "innodb" or "wsrep_cluster_address" not in said:
            continue
        report(
            f"tables of {engine.text} are on one member alone",
            at=engine.span,
            says="not replicated",
            beside=[(said["wsrep_cluster_address"].span, "a member of a cluster")],
            note="Galera carries InnoDB, and nothing else",
            fix=Fix("write `InnoDB`", (Edit(engine.span, "InnoDB"),)),
        )
