"""A Galera member founds a new cluster each time that it starts.

The image of PXC founds a cluster when `CLUSTER_JOIN` is empty, at every start. Restarted after the
others went on, such a member refuses ("it may not be safe to bootstrap") and is started again for
ever; with an empty volume it becomes a second cluster beside the first, healthy to every check, and
a balancer spreads writes over both.

Source: percona/percona-docker, percona-xtradb-cluster entrypoint; seen on Galera 26.4: killed with
its volume, the first node came back as a cluster of one.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.product import products, variable
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "compose.yml"

BAD = """
services:
  n1:
    image: percona/percona-xtradb-cluster:8.4.10
    restart: always
    environment: {CLUSTER_NAME: shop}
    volumes: ["n1:/var/lib/mysql"]
  n2:
    image: percona/percona-xtradb-cluster:8.4.10
    restart: always
    environment: {CLUSTER_NAME: shop, CLUSTER_JOIN: n1}
    volumes: ["n2:/var/lib/mysql"]
volumes: {n1: {}, n2: {}}
"""

GOOD = """
services:
  n1:
    image: percona/percona-xtradb-cluster:8.4.10
    restart: always
    environment: {CLUSTER_NAME: shop, CLUSTER_JOIN: "n1,n2"}
    volumes: ["n1:/var/lib/mysql"]
  n2:
    image: percona/percona-xtradb-cluster:8.4.10
    restart: always
    environment: {CLUSTER_NAME: shop, CLUSTER_JOIN: "n1,n2"}
    volumes: ["n2:/var/lib/mysql"]
volumes: {n1: {}, n2: {}}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each member that restarts by itself and joins nobody."""
    for each in products(stack):
        one = each.container
        if each.kind != "pxc" or variable(one, "CLUSTER_JOIN") or one.environment == ():
            continue
        if any(v.name == "CLUSTER_JOIN" and v.value is None for v in one.environment):
            continue
        if variable(one, "DISCOVERY_SERVICE") or one.restart is None:
            continue
        if one.restart.text.partition(":")[0] in ("no", "none"):
            continue
        report(
            f"`{one.name.text}` founds a new cluster each time that it starts",
            at=one.name.span,
            says="joins nobody: `CLUSTER_JOIN` is empty",
            beside=[(one.restart.span, "and is started again by itself")],
            note="restarted beside living members it refuses to start, for ever; with an empty "
            "volume it becomes a second cluster that every check takes for the first",
            help="found the cluster once, by hand, and let every member join the list of all",
        )
