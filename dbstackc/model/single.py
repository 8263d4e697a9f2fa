"""The same stack on one machine: for a laptop, or a test.

Every host becomes one, every process gets an address of its own in one bridge network and finds the
others there; what was published stays published, on the first port that is free.
"""

import ipaddress
from collections.abc import Iterator
from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.base.record import field, record, replace
from dbstackc.model.backup import Backup
from dbstackc.model.exporters import NAMES, PORTS
from dbstackc.model.panel import AGENT, INSIDE, Panel
from dbstackc.model.service import Application, End
from dbstackc.model.thing import Host, Network, Placed
from dbstackc.model.topology import (
    Balancer,
    Cluster,
    Deployment,
    Exporter,
    Holder,
    Listen,
    Node,
    Router,
    Schema,
    Shard,
    Table,
    Topology,
    Vip,
    Watch,
)
from dbstackc.model.vips import heartbeat
from dbstackc.model.ways import doors_behind

SUBNET = "10.213.0.0/16"
"""The network of the processes; chosen off Docker's own default pools (172.17/12, 192.168/16)."""

POOL = "10.213.255.0/24"
"""What Docker may hand out by itself; no process of ours lies there."""


def single(topology: Topology) -> Topology:
    """Return the topology with every host made one, called `local`.

    Ports that clash on one machine are moved up to the next free one; vips live inside the network.
    The machine's engine is left as it is, and images come from where they are.
    """
    if not topology.hosts:
        return topology
    return _Single(topology).build()


@record(slots=True)
class _Single:
    """The mapping from many hosts to one."""

    topology: Topology
    host: Host = field(init=False)
    network: Network = field(init=False)
    taken: set[int] = field(default_factory=set)
    made: dict[int, Any] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    free: Iterator[Any] = field(init=False)

    def __post_init__(self) -> None:
        first = self.topology.hosts[0]
        self.host = replace(first, name="local", address="127.0.0.1", zone=None, interface="lo")
        self.network = Network(
            name="stack",
            span=first.span,
            origins={},
            driver="bridge",
            subnet=SUBNET,
            pool=POOL,
            gateway="10.213.0.1",
            attachable=True,
            encrypted=False,
        )
        self.free = ipaddress.ip_network(SUBNET).hosts()
        next(self.free)

    def build(self) -> Topology:
        old = self.topology
        clusters = tuple(self.cluster(cluster) for cluster in old.clusters)
        schemas = tuple(self.schema(schema) for schema in old.schemas)
        routers = tuple(self.router(router) for router in old.routers)
        balancers = tuple(self.balancer(balancer) for balancer in old.balancers)
        held = [self.vip(vip) for vip in old.vips]
        vips = tuple(vip for vip in held if vip is not None)
        return replace(
            old,
            hosts=(self.host,),
            networks=(self.network,),
            clusters=clusters,
            schemas=schemas,
            routers=routers,
            balancers=balancers,
            vips=vips,
            deployments=(
                Deployment(name="compose", span=self.host.span, origins={}, engine="compose"),
            ),
            engines=(),
            firewalls=(),
            registry=None,
            inventory=None,
            services=tuple(self.service(each) for each in old.services),
            panels=tuple(self.panel(each) for each in old.panels if each.kind != "visualizer"),
            backups=tuple(self.backup(each) for each in old.backups),
            watches=tuple(self.watch(each) for each in old.watches),
            exporters=tuple(self.exporters()),
        )

    def keep(self, old: object, new: Any) -> Any:
        self.made[id(old)] = new
        return new

    def port(self, wish: int) -> int:
        while wish in self.taken:
            wish = wish + 1 if wish < 65535 else 1024
        self.taken.add(wish)
        return wish

    def place(self, thing: Placed, listen: int) -> dict[str, Any]:
        return {
            "host": self.host,
            "network": self.network,
            "address": str(next(self.free)),
            "listen": listen,
            "port": self.port(thing.port) if thing.port else None,
            "origins": {
                **thing.origins,
                "address": Origin(thing.span, "derived", "one machine for all hosts"),
            },
        }

    def cluster(self, cluster: Cluster) -> Cluster:
        nodes = tuple(self.node(node) for node in cluster.nodes)
        new: Cluster = self.keep(cluster, replace(cluster, nodes=nodes))
        return new

    def node(self, node: Node) -> Node:
        ports: dict[str, Any] = {"gcomm": 4567, "ist": 4568, "sst": 4444} if node.gcomm else {}
        new: Node = self.keep(node, replace(node, **self.place(node, 3306), **ports))
        return new

    def schema(self, schema: Schema) -> Schema:
        shards = tuple(self.shard(shard) for shard in schema.shards)
        fallback = self.made[id(schema.fallback)] if schema.fallback else None
        tables = tuple(self.table(table) for table in schema.tables)
        new: Schema = self.keep(
            schema, replace(schema, shards=shards, fallback=fallback, tables=tables)
        )
        return new

    def shard(self, shard: Shard) -> Shard:
        new: Shard = self.keep(shard, replace(shard, cluster=self.made[id(shard.cluster)]))
        return new

    def table(self, table: Table) -> Table:
        return replace(
            table,
            shards=tuple(self.made[id(shard)] for shard in table.shards),
            children=tuple(self.table(child) for child in table.children),
        )

    def router(self, router: Router) -> Router:
        users = tuple(
            replace(user, schemas=tuple(self.made[id(schema)] for schema in user.schemas))
            for user in router.users
        )
        new: Router = self.keep(
            router, replace(router, users=users, **self.place(router, router.listen))
        )
        return new

    def balancer(self, balancer: Balancer) -> Balancer:
        doors = tuple(self.listen(listen) for listen in balancer.listens)
        publish = balancer.publish or tuple((port, port) for port in balancer.opens)
        moved = tuple((self.port(outer), inside) for outer, inside in publish)
        place = {**self.place(balancer, balancer.listen), "port": None}
        new: Balancer = self.keep(
            balancer, replace(balancer, listens=doors, publish=moved, **place)
        )
        return new

    def service(self, service: Application) -> Application:
        ends = [
            replace(end, target=self.made.get(id(end.target), end.target), port=door(service, end))
            for end in service.ends
        ]
        new: Application = self.keep(
            service, replace(service, ends=tuple(ends), **self.place(service, service.listen))
        )
        return new

    def panel(self, panel: Panel) -> Panel:
        """Return the panel with one agent: there is one machine, and no Swarm to be drawn."""
        agents = tuple(
            replace(agent, **{**self.place(agent, AGENT), "port": None})
            for agent in panel.agents[:1]
        )
        place = self.place(panel, INSIDE[panel.kind])
        new: Panel = self.keep(panel, replace(panel, agents=agents, **place))
        return new

    def backup(self, backup: Backup) -> Backup:
        return replace(
            backup, cluster=self.made[id(backup.cluster)], node=self.made[id(backup.node)]
        )

    def watch(self, watch: Watch) -> Watch:
        grafana = watch.grafana and replace(watch.grafana, port=self.port(watch.grafana.port))
        return replace(watch, grafana=grafana, **self.place(watch, watch.listen))

    def exporters(self) -> Iterator[Exporter]:
        """Yield what tells of the one machine, once, and of each process, within the network."""
        for old in self.topology.exporters:
            of = self.made.get(id(old.of), self.host)
            if old.kind == "balancer":
                home = {"address": of.address, "listen": old.listen}
            elif of is self.host and old.kind in self.told:
                continue
            else:
                home = self.place(old, PORTS[old.kind])
            self.told.add(old.kind)
            name = f"{of.name}-{NAMES[old.kind]}" if old.kind in NAMES else old.name
            fixed = {"host": self.host, "network": self.network, "of": of, "name": name}
            yield replace(old, **{**home, **fixed, "port": None})

    def listen(self, listen: Listen) -> Listen:
        if id(listen) in self.made:
            found: Listen = self.made[id(listen)]
            return found
        servers = tuple(
            replace(server, target=self.made.get(id(server.target), server.target))
            for server in listen.servers
        )
        cluster = self.made[id(listen.cluster)] if listen.cluster else None
        new: Listen = self.keep(listen, replace(listen, servers=servers, cluster=cluster))
        return new

    def vip(self, vip: Vip) -> Vip | None:
        """Return the vip inside the network: held by the balancers of its holders.

        None where no balancer stands on them: on one machine there is nothing for it to move to.
        """
        holders = [self.holder(holder) for holder in vip.holders]
        kept = {holder.name: holder for holder in holders if holder}
        if not kept:
            return None
        address = str(next(self.free))
        new: Vip = self.keep(
            vip,
            replace(
                vip,
                address=address,
                prefix=32,
                holders=tuple(kept.values()),
                forwards=(),
                origins={
                    **vip.origins,
                    "address": Origin(vip.span, "derived", "one machine for all hosts"),
                },
            ),
        )
        return new

    def holder(self, holder: Holder) -> Holder | None:
        balancer: Balancer | None = None
        if holder.balancer is not None:
            balancer = self.made[id(holder.balancer)]
        else:
            for old in self.topology.balancers:
                if old.host is holder.host:
                    balancer = self.made[id(old)]
                    break
        if balancer is None:
            return None
        return replace(
            holder,
            name=balancer.name,
            host=self.host,
            balancer=balancer,
            inside=True,
            address=balancer.address or "",
            interface="eth0",
            track=heartbeat(balancer),
        )


def door(app: Application, end: End) -> int:
    """Return the port of the door itself: in one network nobody comes by the one published."""
    doors = doors_behind(app, end)
    return doors[0][1].port if doors else end.port
