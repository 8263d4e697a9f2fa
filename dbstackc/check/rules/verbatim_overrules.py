"""A line that is carried unread sets what the compiler has set already.

Verbatim lines stand last in the option file of every node, and the last line holds. What differs
from node to node then is the same on all, and what replication depends on is no longer so.

Source: MySQL 8.4 manual, "Using option files" (of several settings the last one holds), server_id,
gtid_mode, binlog_format; Galera manual, "Configuring MySQL"; PXC 8.0 manual, pxc_strict_mode.
"""

import re

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; verbatim "server-id = 7"
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; verbatim "wsrep_slave_threads = 8"
  root secret.root; sst secret.sst; user app with secret.app
}
"""

LINE = re.compile(r"\s*(?:loose[-_])?([A-Za-z][A-Za-z0-9_-]*)\s*(?:=|$)")

EACH = {
    "server_id": "two servers of one id drop each other's events, or each other",
    "port": "the others look for each node at the port that the topology gave it",
    "wsrep_node_name": "the group puts out whoever comes second under a name",
    "wsrep_node_address": "the group looks for every node at one address",
    "wsrep_node_incoming_address": "clients are led to one node",
    "wsrep_sst_receive_address": "state transfers go to one node",
    "wsrep_cluster_address": "an empty or shorter list lets a node found a group of its own",
    "wsrep_provider_options": "the ports, weights and timings of the node are in this line",
}
"""What every node needs for itself: said once for all it breaks the cluster."""

ALL = {
    "binlog_format": "statements do not repeat exactly; Galera takes rows and nothing else",
    "log_bin": "without a binary log nothing reaches a replica",
    "gtid_mode": "replicas find their place by GTID",
    "enforce_gtid_consistency": "gtid_mode does not start without it",
    "innodb_autoinc_lock_mode": "Galera applies in parallel, which needs 2",
    "lower_case_table_names": "a data folder that was made with another value does not start",
    "pxc_strict_mode": "tables that Galera cannot replicate are then let in",
    "skip_name_resolve": "checks wait for reverse DNS, and servers are taken out",
    "bind_address": "what is not on this address is not reached",
    "max_connections": "say `connections`: doors and checks are counted from it",
    "innodb_buffer_pool_size": "say `memory`: the container is limited by it",
    "innodb_flush_log_at_trx_commit": "say `durable`",
    "sync_binlog": "say `durable`",
    "read_only": "on a source it refuses writes, and a replica has it",
}
"""What the compiler set once for all nodes, and why."""


def check(topology: Topology, report: Report) -> None:
    """Report each verbatim line of a cluster that sets an option of the compiler's."""
    told: set[tuple[Span, str]] = set()
    for cluster in once(topology.clusters):
        at = cluster.origin("verbatim")
        for line in cluster.verbatim:
            match = LINE.match(line)
            name = match[1].lower().replace("-", "_") if match else ""
            why = EACH.get(name) or ALL.get(name)
            if why is None or (name.startswith("wsrep") and cluster.kind != "galera"):
                continue
            if (at, line) in told:
                continue
            told.add((at, line))
            grave = name in EACH and (len(cluster.data_nodes) > 1)
            report(
                f"`{line.strip()}` overrules what {called(cluster)} was given",
                at=at,
                note=why,
                help="remove the line; the option files have the option already",
                level=LEVEL if grave else Level.WARNING,
            )
