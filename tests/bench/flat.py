"""Write what a stack means as flat JSON, the input of the plain script.

`python tests/bench/flat.py STACK.dbs FLAT.json`
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dbstackc.base.report import Report
from dbstackc.model.topology import Router, Topology
from dbstackc.work.compile import compile_path


def flat(topology: Topology) -> dict[str, Any]:
    """Return everything that the script cannot work out from its templates."""
    cluster, schema = topology.clusters[0], topology.schemas[0]
    balancer, vip, router = topology.balancers[0], topology.vips[0], topology.routers[0]
    return {
        "name": topology.name,
        "image": cluster.image,
        "connections": cluster.connections,
        "check_user": cluster.check_user,
        "user": cluster.user,
        "pool": [cluster.pool.low, cluster.pool.high],
        "hosts": [{"name": host.name, "address": host.address} for host in topology.hosts],
        "clusters": [
            {
                "name": each.name,
                "nodes": [
                    {
                        "name": node.name,
                        "host": node.host.name,
                        "port": node.listen,
                        "id": node.server_id,
                    }
                    for node in each.nodes
                ],
            }
            for each in topology.clusters
        ],
        "schema": {
            "name": schema.name,
            "shards": [
                {"name": shard.name, "cluster": shard.cluster.name, "database": shard.database}
                for shard in schema.shards
            ],
            "tables": [{"name": table.name, "column": table.column} for table in schema.tables],
        },
        "routers": [
            {"name": each.name, "host": each.host.name, "index": each.index}
            for each in topology.routers
        ],
        "router_image": router.image,
        "router_port": router.listen,
        "balancers": [{"name": each.name, "host": each.host.name} for each in topology.balancers],
        "balancer_image": balancer.image,
        "maxconn": balancer.maxconn,
        "doors": [
            {
                "name": door.name,
                "port": door.port,
                "servers": [
                    {"name": server.name, "address": server.target.host.address}
                    for server in door.servers
                    if isinstance(server.target, Router)
                ],
            }
            for door in balancer.listens
        ],
        "vip": {
            "name": vip.name,
            "address": f"{vip.address}/{vip.prefix}",
            "id": vip.router_id,
            "image": vip.image,
            "holders": [
                {"host": each.host.name, "address": each.address, "priority": each.priority}
                for each in vip.holders
            ],
        },
    }


def main() -> None:
    """Read the stack that the command line names, and write its JSON."""
    stack, place = sys.argv[1:]
    report = Report()
    topology = compile_path(Path(stack), report).topology
    if topology is None or report.has_errors:
        sys.exit("\n".join(found.title for found in report))
    Path(place).write_text(json.dumps(flat(topology), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
