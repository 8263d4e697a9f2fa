"""Statements are replicated in place of rows.

A statement that gives another result on another server (a function, an order without ORDER BY, a
trigger) makes them differ, and no error tells. Galera replicates rows alone, and MyCat's statements
are changed on the way.

Source: MySQL 8.4 Reference Manual, "Replication Formats"; Galera manual, "binlog_format".
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..groups import servers

LEVEL = Level.WARNING

EXAMPLE = "my.cnf"

BAD = """
[mysqld]
server-id = 1
log-bin = binlog
binlog_format = STATEMENT
"""

GOOD = """
[mysqld]
server-id = 1
log-bin = binlog
binlog_format = ROW
"""


def check(stack: Stack, report: Report) -> None:
    """Report each format but rows, where there is a log or a cluster; the fix writes rows."""
    for _, said in servers(stack):
        form = said.get("binlog_format")
        if form is None or form.text.upper() not in ("STATEMENT", "MIXED"):
            continue
        is_galera = "wsrep_cluster_address" in said
        if not is_galera and form.text.upper() == "MIXED":
            continue
        report(
            f"`binlog_format = {form.text}` lets servers differ in silence",
            at=form.span,
            says="Galera needs ROW" if is_galera else "not rows",
            note="a statement may give another result on another server",
            fix=Fix("write `ROW`", (Edit(form.span, "ROW"),)),
        )
