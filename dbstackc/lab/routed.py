"""The way of SQL through a router: into a table that it knows, and from there into shards."""

from collections.abc import Iterator

from dbstackc.lab.door import Door, Place, log_in, places_of, vip_of
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab
from dbstackc.lab.way import Way, way_to, way_to_vip
from dbstackc.model.route import NoRoute, route
from dbstackc.model.topology import Router, Schema, Table, Topology, User, Vip

TRIED = 256
"""Keys, from 0, that must all have a shard before a table is written."""


def find_routed(topology: Topology, lab: Lab, made: Plan) -> Door:
    """Return the way through the routers: over a vip, else a balancer, else the first router.

    Written is a table that takes whole numbers as its key, one that is spread if there is any: a
    router refuses tables that it does not know. The table is made anew.

    Raises LabError where no user of a router may write such a table.
    """
    router = topology.routers[0]
    found = sorted(_tables(topology, router), key=lambda each: each[2].kind != "partition")
    if not found:
        raise LabError(
            f"no user of {router.name} can write a table whose key is a number",
            "name a cluster, whose nodes are then asked directly: `--cluster`",
        )
    user, schema, table = found[0]
    ways = list(_ways(topology, made, router))
    by, way, vip = ways[0]
    account = log_in(lab, user.name, user.secret, way, schema.name)
    places: list[Place] = []
    for shard in table.shards:
        places += places_of(lab, made, shard.cluster, shard.database)
    return Door(
        f"table {table.name} of {schema.name} by {by} and {router.name}",
        [account],
        [account],
        places,
        vip,
        table.name,
        (table.column or "") if table.kind == "partition" else "",
        table.kind == "copy",
    )


def _ways(topology: Topology, made: Plan, router: Router) -> Iterator[tuple[str, Way, Vip | None]]:
    """Yield the ways to a router, the best first: whose name it has, and its vip."""
    later = []
    for balancer in topology.balancers:
        for listen in balancer.listens:
            if any(server.target is router for server in listen.servers):
                vip = vip_of(topology, balancer)
                if vip is not None:
                    yield vip.name, way_to_vip(made, vip.address, balancer.name, listen.port), vip
                later.append((balancer.name, way_to(made, balancer.name, listen.port), None))
    yield from later
    yield router.name, way_to(made, router.name, router.listen), None


def _tables(topology: Topology, router: Router) -> Iterator[tuple[User, Schema, Table]]:
    for user in router.users:
        for schema in user.schemas if not user.readonly else ():
            for table in schema.tables:
                if table.parent is None and _takes_numbers(topology, schema, table):
                    yield user, schema, table


def _takes_numbers(topology: Topology, schema: Schema, table: Table) -> bool:
    try:
        for key in range(TRIED):
            route(topology, schema.name, table.name, str(key))
    except NoRoute:
        return False
    return True
