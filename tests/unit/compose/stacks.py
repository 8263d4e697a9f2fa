"""Topologies for the tests of Compose files and Swarm stacks, and what becomes of them."""

from typing import Any

import yaml

from dbstackc.base.report import Report
from dbstackc.emit.load import load
from dbstackc.emit.target import Artifact
from dbstackc.model.single import single
from dbstackc.model.topology import Topology
from tests.unit.mysql.stack import topology

SECRETS = "secret root, sst, repl, app, stats, vrrp, mon from env\n"

HOSTS = "host vm[1..4] at 10.0.0.[1..4] on ens3\n"

GALERA = """
pxc a {
  nodes a[1..2] on vm[1..2]:9001
  arbiter a3 on vm3:9001
  root secret.root; sst secret.sst; user app with secret.app; monitor mon with secret.mon
  failover fast
}
"""

REPLICATION = """
replication r {
  source r1 on vm1:9003
  replicas r[2..3] on vm[1..2]:9004
  image "mysql:8.4.10"
  root secret.root; user app with secret.app; follow as backup with secret.repl
}
"""

FRONT = """
schema shop on a { table item by copy }
mycat m[1..2] on vm[1..2] { user web with secret.app for shop }
haproxy h[1..2] on vm[3..4] {
  listen sql on 3306 to m[1..2]
  stats "/dbs" on 8888 for admin with secret.stats
}
vip outer at 10.0.0.150/24 to h[1..2] { auth secret.vrrp }
"""

WHOLE = SECRETS + HOSTS + GALERA + REPLICATION + FRONT

BRIDGE = """
secret stats from env
host vm1 at 10.0.0.1
network net1 { driver bridge; subnet 172.30.0.0/16; pool 172.30.128.0/17; gateway 172.30.0.1 }
external db[1..2] at 172.30.0.[2..3]:3306
haproxy h[1..2] at 172.30.0.[7..8] in net1 on vm1 {
  publish 400[1,3] -> 8888, 400[2,4] -> 3306
  stats "/dbs" on 8888 for admin with secret.stats
  listen sql on 3306 to db[1..2]
}
vip inner at 172.30.0.201 on eth0 to h[1..2]
"""

OVERLAY = """
secret root, app, sst from env
host vm[1..3] at 10.0.0.[1..3]
network db { driver overlay; subnet 10.20.0.0/16; encrypted yes }
pxc a {
  nodes a[1..3] on vm[1..3]:9001; network db
  root secret.root; sst secret.sst; user app with secret.app
}
haproxy h[1..2] in db on vm[1..2] { publish 3306 -> 3306; listen w on 3306 to a for writes }
"""

SWARM = "deploy swarm { managers vm[1..3] }\n"

__all__ = ["BRIDGE", "OVERLAY", "SWARM", "WHOLE", "artifacts", "single", "topology", "trees"]


def artifacts(
    built: Topology, target: str = "compose", report: Report | None = None
) -> dict[str, Artifact]:
    """Return the artifacts of a target by path; without a report nothing may be reported."""
    said = Report() if report is None else report
    one = load(target).TARGET
    made = [one.write(document) for document in one.lower(built, said)]
    if target == "swarm":
        made += one.finish(built, _others(built), said)
    assert report is not None or not list(said)
    return {each.path: each for each in made}


def trees(built: Topology, target: str = "compose", report: Report | None = None) -> dict[str, Any]:
    """Return the YAML artifacts of a target as they are read back, by path."""
    return {
        path: yaml.safe_load(each.text)
        for path, each in artifacts(built, target, report).items()
        if path.endswith(".yml")
    }


def _others(built: Topology) -> list[Artifact]:
    """Return files whose digests the names of configs carry."""
    mysql = load("mysql").TARGET
    return [mysql.write(document) for document in mysql.lower(built, Report())]
