"""The stack as a tree, from the addresses that clients connect to down to the nodes.

A thing is drawn whole where it is met first, and by name after that. Siblings that lead to the same
are one line.
"""

from collections.abc import Iterable, Sequence

from dbstackc.base.record import record
from dbstackc.base.text import counted
from dbstackc.model.thing import External
from dbstackc.model.topology import Balancer, Cluster, Router, Schema, Server, Table, Topology, Vip

MOST = 12
"""How many of a kind are drawn before the rest is counted."""


@record(frozen=True, slots=True)
class Branch:
    """A line of the tree: things of a kind, in order, and what hangs below each of them alike."""

    kind: str
    things: tuple[str, ...]
    below: "tuple[Branch, ...]" = ()


def draw(topology: Topology, *, boxes: bool = True) -> str:
    """Return the tree as text.

    boxes: lines in Unicode, else in ASCII.
    """
    nodes = sum(1 for _ in topology.nodes)
    counts = (counted(len(topology.hosts), "host"), counted(nodes, "node"))
    lines = [f"{topology.name}: {', '.join(counts)}"]
    signs = ("├─ ", "└─ ", "│  ") if boxes else ("|- ", "`- ", "|  ")
    _lay(_merged(_Walk().roots(topology)), "", signs, lines)
    return "".join(f"{line}\n" for line in lines)


def _lay(
    branches: Sequence[Branch], margin: str, signs: tuple[str, str, str], lines: list[str]
) -> None:
    shown = branches if len(branches) <= MOST else branches[: MOST - 1]
    rest = len(branches) - len(shown)
    for index, branch in enumerate(shown):
        is_last = not rest and index == len(shown) - 1
        lines.append(f"{margin}{signs[1 if is_last else 0]}{branch.kind} {_some(branch.things)}")
        _lay(branch.below, margin + ("   " if is_last else signs[2]), signs, lines)
    if rest:
        lines.append(f"{margin}{signs[1]}and {rest} more")


def _some(things: Sequence[str]) -> str:
    if len(things) <= MOST:
        return ", ".join(things)
    return ", ".join(things[: MOST - 1]) + f" and {len(things) - MOST + 1} more"


def _merged(branches: Iterable[Branch]) -> tuple[Branch, ...]:
    """Join neighbours of one kind that have the same below them."""
    found: list[Branch] = []
    for branch in branches:
        if found and (found[-1].kind, found[-1].below) == (branch.kind, branch.below):
            found[-1] = Branch(branch.kind, found[-1].things + branch.things, branch.below)
        else:
            found.append(branch)
    return tuple(found)


class _Walk:
    """Makes the branches, and remembers what was drawn."""

    def __init__(self) -> None:
        self._met: set[int] = set()
        self._routers: dict[tuple[int, ...], tuple[Branch, ...]] = {}

    def roots(self, topology: Topology) -> Iterable[Branch]:
        """Yield what clients connect to, then whatever no client was led to."""
        for vip in topology.vips:
            yield self.vip(vip)
        for balancer in topology.balancers:
            if id(balancer) not in self._met:
                yield self.balancer(balancer)
        for router in topology.routers:
            if id(router) not in self._met:
                yield self.router(router)
        for schema in topology.schemas:
            if id(schema) not in self._met:
                yield self.schema(schema)
        for cluster in topology.clusters:
            if id(cluster) not in self._met:
                yield self.cluster(cluster)

    def vip(self, vip: Vip) -> Branch:
        """Return a vip with its doors, and with the balancers that may hold it."""
        below: list[Branch] = []
        for forward in vip.forwards:
            ends = tuple(f"{address}:{port}" for address, port in forward.ends)
            below.append(Branch(f"forward :{forward.port} to", ends))
        for holder in vip.holders:
            if holder.balancer is None:
                below.append(Branch("held by", (holder.host.name,)))
            else:
                below.append(self.balancer(holder.balancer))
        return Branch("vip", (f"{vip.name} {vip.address}",), _merged(below))

    def balancer(self, balancer: Balancer) -> Branch:
        """Return a balancer with what its doors lead to."""
        self._met.add(id(balancer))
        outer = {inside: outside for outside, inside in balancer.publish}
        doors = []
        for listen in balancer.listens:
            port = outer.get(listen.port, listen.port)
            use = f" for {listen.use}s" if listen.use in ("read", "write") else ""
            door = f"{listen.name} :{port}{use}"
            doors.append(Branch("listen", (door,), _merged(map(self.server, listen.servers))))
        return Branch("haproxy", (f"{balancer.name} on {balancer.host.name}",), tuple(doors))

    def server(self, server: Server) -> Branch:
        """Return what a server of a pool is."""
        target = server.target
        if isinstance(target, Router):
            return self.router(target)
        if isinstance(target, External):
            return Branch("external", (f"{target.name} {target.address}:{target.port}",))
        kind = "spare" if server.backup else "node"
        return Branch(kind, (f"{target.name} on {target.host.name}",))

    def router(self, router: Router) -> Branch:
        """Return a router with the schemas that its users see."""
        self._met.add(id(router))
        schemas = list({id(each): each for user in router.users for each in user.schemas}.values())
        key = tuple(map(id, schemas))
        if key not in self._routers:
            self._routers[key] = _merged(map(self.schema, schemas))
        return Branch("mycat", (f"{router.name} on {router.host.name}",), self._routers[key])

    def schema(self, schema: Schema) -> Branch:
        """Return a schema with its tables and the clusters under it."""
        self._met.add(id(schema))
        tables = Branch("table", tuple(map(_table, schema.tables)))
        clusters = {id(shard.cluster): shard.cluster for shard in schema.shards}
        below = _merged(map(self.cluster, clusters.values()))
        return Branch("schema", (schema.name,), (tables, *below) if schema.tables else below)

    def cluster(self, cluster: Cluster) -> Branch:
        """Return a cluster with its nodes; only its name where it was drawn before."""
        if id(cluster) in self._met:
            return Branch("cluster", (cluster.name,))
        self._met.add(id(cluster))
        nodes = (
            Branch(node.role, (f"{node.name} on {node.host.name}:{node.port or node.listen}",))
            for node in cluster.nodes
        )
        return Branch(f"{cluster.kind} cluster", (cluster.name,), _merged(nodes))


def _table(table: Table) -> str:
    if table.kind == "partition":
        return f"{table.name} by {table.method}({table.column})"
    return f"{table.name} by {table.kind}"
