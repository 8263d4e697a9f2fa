"""A node ends connections that routers still keep.

A router keeps connections to every node, and looks after those that are silent every 300 s. A node
whose wait_timeout is shorter ends them in between, and the next statement on one of them fails
with "MySQL server has gone away".

Source: MySQL 8.4 manual, wait_timeout (28800 s by default); MyCat 1.6.7.4, SystemConfig
(dataNodeIdleCheckPeriod 300 s, idleTimeout 1800 s).
"""

import re

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import once
from dbstackc.check.rule import Report
from dbstackc.model.routers import clusters_behind
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  nodes a[1..2] on vm[1..2]:9001; verbatim "wait_timeout = 60"
  root secret.root; user app with secret.app; follow as f with secret.follow
}
schema shop on a { table t by copy }
mycat m[1..2] on vm[1..2] { user u with secret.app for shop }
"""

GOOD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  nodes a[1..2] on vm[1..2]:9001; verbatim "wait_timeout = 3600"
  root secret.root; user app with secret.app; follow as f with secret.follow
}
schema shop on a { table t by copy }
mycat m[1..2] on vm[1..2] { user u with secret.app for shop }
"""

LINE = re.compile(r"\s*(?:loose[-_])?wait[-_]timeout\s*=\s*([0-9]{1,9})\s*(?:#.*)?", re.I)

PERIOD = 300
"""Seconds from one look of a router at its silent connections to the next."""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster behind a router whose nodes are less patient than the router."""
    routed = {name for router in topology.routers for name in clusters_behind(router)}
    for cluster in once(topology.clusters) if routed else ():
        seconds = [int(match[1]) for line in cluster.verbatim if (match := LINE.fullmatch(line))]
        if cluster.name not in routed or not seconds or seconds[-1] >= PERIOD:
            continue
        report(
            f"a node ends a connection after {seconds[-1]} s of silence",
            at=cluster.origin("verbatim"),
            beside=[(topology.routers[0].span, f"looks after its own every {PERIOD} s")],
            note="the next statement on a connection that was ended fails",
            help="leave wait_timeout at 28800, or above 1800: by then a router lets go itself",
            once=True,
        )
