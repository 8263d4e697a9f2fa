"""Two servers of a stack have one server id.

A source serves one replica of each id: when the second one logs in the first is thrown out, comes
back, and throws out the second. A chain of servers with one id takes its own changes for those of
others, and drops them.

Source: MySQL 8.4 Reference Manual, server_id: unique in the topology.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.facts.said import Said
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

_OPTIONS = """
[mysqld]
server-id = 1
log-bin = binlog
gtid_mode = ON
enforce_gtid_consistency = ON
"""

_COMPOSE = """
services:
  a:
    image: mysql:8.4.10
    environment: {MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root}
    volumes: ["./a/my.cnf:/etc/mysql/conf.d/my.cnf:ro", "a:/var/lib/mysql"]
    healthcheck: {test: ["CMD", "mysqladmin", "ping"]}
  b:
    image: mysql:8.4.10
    environment: {MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root}
    volumes: ["./b/my.cnf:/etc/mysql/conf.d/my.cnf:ro", "b:/var/lib/mysql"]
    healthcheck: {test: ["CMD", "mysqladmin", "ping"]}
volumes: {a: {}, b: {}}
"""

BAD = {"a/my.cnf": _OPTIONS, "b/my.cnf": _OPTIONS, "compose.yml": _COMPOSE}

GOOD = {
    "a/my.cnf": _OPTIONS,
    "b/my.cnf": _OPTIONS.replace("= 1", "= 2"),
    "compose.yml": _COMPOSE,
}


def check(stack: Stack, report: Report) -> None:
    """Report each id that an option file before it has; those of Galera need not differ."""
    seen: dict[str, Said] = {}
    for options in stack.all(Options):
        for name in ("mysqld", "mariadb", "server"):
            group = options.groups.get(name, {})
            said = group.get("server_id")
            if said is None or said.number in (None, 0) or "wsrep_cluster_address" in group:
                continue
            first = seen.setdefault(said.text, said)
            if first.span.source is said.span.source:
                continue
            report(
                f"two servers have the server id {said.text}",
                at=said.span,
                says="the same here",
                beside=[(first.span, "as here")],
                note="of two replicas with one id the source serves only the newer",
                help="give each server an id of its own",
            )
