"""Routers lead to a server whose greeting they cannot read.

MySQL 8.4 and what is built on it greet every client with caching_sha2_password, whatever plugin an
account has. MyCat 1.6 answers with the older scramble and cannot change over, so a login may be
refused; nobody has seen this pair work.

Source: bugs.mysql.com 118447; MyCat 1.6.7.4, MySQLConnectionAuthenticator.java.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app, web, vrrp from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; image "percona/percona-xtradb-cluster:8.4.10"
  root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a { table t }
mycat m[1..2] on vm[1..2] { user web with secret.web for shop }
haproxy h[1..2] on vm[1..2] { listen sql on 3307 to m[1..2] }
vip db at 10.0.0.99 to h[1..2] { auth secret.vrrp }
"""

GOOD = BAD.replace("8.4.10", "8.0.43")


def check(topology: Topology, report: Report) -> None:
    """Report each cluster behind routers that greets with a plugin they do not speak."""
    if not topology.routers:
        return
    used = {shard.cluster.name for shard in topology.shards}
    behind = (cluster for cluster in topology.clusters if cluster.name in used)
    for cluster in once(behind):
        if cluster.flavour == "mariadb" or not (8, 4) <= cluster.version < (9,):
            continue
        version = ".".join(map(str, cluster.version[:2]))
        report(
            f"`{topology.routers[0].name}` may not be able to log in to {called(cluster)}",
            at=cluster.origin("image"),
            says=f"{version} greets with caching_sha2_password",
            beside=[(topology.routers[0].span, "MyCat speaks mysql_native_password alone")],
            note="accounts with the native plugin do not change the greeting",
            help="run a series up to 8.0, or MariaDB, behind routers",
        )
