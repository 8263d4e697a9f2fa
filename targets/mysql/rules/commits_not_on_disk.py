"""A commit is acknowledged before it is on disk.

With `innodb_flush_log_at_trx_commit` 0 or 2, or `sync_binlog` 0, a power cut takes up to a second
of acknowledged commits; on a source the binary log and the data then disagree, and replicas have
rows that it has not.

Source: MySQL 8.4 Reference Manual, innodb_flush_log_at_trx_commit, sync_binlog.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..groups import servers

LEVEL = Level.WARNING

EXAMPLE = "my.cnf"

BAD = """
[mysqld]
server-id = 1
innodb_flush_log_at_trx_commit = 2
"""

GOOD = """
[mysqld]
server-id = 1
innodb_flush_log_at_trx_commit = 1
"""


def check(stack: Stack, report: Report) -> None:
    """Report each setting that lets go of commits."""
    for _, said in servers(stack):
        for name, loose in (
            ("innodb_flush_log_at_trx_commit", ("0", "2")),
            ("sync_binlog", ("0",)),
        ):
            value = said.get(name)
            if value is None or value.text not in loose:
                continue
            report(
                f"with `{name} = {value.text}` a power cut takes commits that were acknowledged",
                at=value.span,
                says="not on disk at the commit",
                note="about a second of them; on a source, replicas then have rows that it has not",
                help=f"write `{name} = 1`, or say why that second may be lost",
            )
