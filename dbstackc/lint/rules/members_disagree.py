"""The members of a Galera cluster do not agree on its name.

A member that comes with another name is refused by the group, and ends: "failed to open gcomm
backend connection". Alone with its own list it founds a cluster of one.

Source: Galera manual, wsrep_cluster_name.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.facts.said import Said
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

_OPTIONS = """
[mysqld]
wsrep_on = ON
wsrep_provider = /usr/lib/galera/libgalera_smm.so
wsrep_cluster_address = gcomm://10.0.0.1,10.0.0.2,10.0.0.3
wsrep_cluster_name = shop
binlog_format = ROW
default_storage_engine = InnoDB
innodb_autoinc_lock_mode = 2
"""

BAD = {
    "a/my.cnf": _OPTIONS,
    "b/my.cnf": _OPTIONS.replace("shop", "shops"),
    "start.sh": "docker run -d --name a -v ./a/my.cnf:/etc/mysql/conf.d/a.cnf mariadb:11.4.4\n"
    "docker run -d --name b -v ./b/my.cnf:/etc/mysql/conf.d/b.cnf mariadb:11.4.4\n",
}

GOOD = {**BAD, "b/my.cnf": _OPTIONS}


def check(stack: Stack, report: Report) -> None:
    """Report each name that differs from the first of those that list the same peers."""
    seen: dict[str, Said] = {}
    for options in stack.all(Options):
        for group in options.groups.values():
            name, peers = group.get("wsrep_cluster_name"), group.get("wsrep_cluster_address")
            if name is None or peers is None or len(peers.text) <= len("gcomm://"):
                continue
            first = seen.setdefault(peers.text, name)
            if first.text != name.text:
                report(
                    "members of one cluster give it different names",
                    at=name.span,
                    says="another name here",
                    beside=[(first.span, "than here"), (peers.span, "with the same peers")],
                    note="the group refuses a member that comes with another name",
                    help=f"write `{first.text}`",
                )
