"""The topology as JSON: the contract for scripts that ask what a file means.

Things refer to each other by name. Every value that was said, defaulted or derived is told in
`origins`, with the place that decided it.
"""

from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.model.export_machines import machines
from dbstackc.model.export_watches import watching
from dbstackc.model.thing import Placed, Thing
from dbstackc.model.topology import (
    Balancer,
    Cluster,
    Forward,
    Holder,
    Listen,
    Node,
    Router,
    Schema,
    Shard,
    Table,
    Topology,
    User,
    Vip,
)

FORMAT = 1
"""The version of this form; it rises when a field changes its meaning or goes away."""


def to_json(topology: Topology) -> dict[str, Any]:
    """Return the topology as dicts, lists and scalars, everything in the order written."""
    return {
        "format": FORMAT,
        "name": topology.name,
        "deployments": [
            {
                "engine": d.engine,
                "managers": [host.name for host in d.managers],
                "pool": d.pool,
                "labels": [
                    {
                        "name": each.name,
                        "value": each.setting,
                        "hosts": [h.name for h in each.hosts],
                    }
                    for each in d.labels
                ],
            }
            for d in topology.deployments
        ],
        "hosts": [
            _thing(h, address=h.address, interface=h.interface, zone=h.zone, memory=h.memory)
            for h in topology.hosts
        ],
        "networks": [
            _thing(
                n,
                driver=n.driver,
                subnet=n.subnet,
                pool=n.pool,
                gateway=n.gateway,
                attachable=n.attachable,
                encrypted=n.encrypted,
                parent=n.parent,
            )
            for n in topology.networks
        ],
        "secrets": [_thing(s, kind=s.kind, place=s.place) for s in topology.secrets],
        "externals": [_thing(e, address=e.address, port=e.port) for e in topology.externals],
        "clusters": [_cluster(cluster) for cluster in topology.clusters],
        "schemas": [_schema(schema) for schema in topology.schemas],
        "routers": [_router(router) for router in topology.routers],
        "balancers": [_balancer(balancer) for balancer in topology.balancers],
        "vips": [_vip(vip) for vip in topology.vips],
        **machines(topology, _thing, _placed),
        **watching(topology, _thing, _placed),
    }


def _thing(thing: Thing, **fields: Any) -> dict[str, Any]:
    found = {"name": thing.name, **fields, "at": str(thing.span)}
    if thing.doc:
        found["doc"] = list(thing.doc)
    if thing.origins:
        found["origins"] = {name: _origin(origin) for name, origin in thing.origins.items()}
    return found


def _origin(origin: Origin) -> dict[str, str]:
    found = {"at": str(origin.span), "how": origin.how}
    if origin.note:
        found["note"] = origin.note
    return found


def _placed(thing: Placed, **fields: Any) -> dict[str, Any]:
    return _thing(
        thing,
        host=thing.host.name,
        network=thing.network.name if thing.network else None,
        address=thing.address,
        port=thing.port,
        listen=thing.listen,
        **fields,
    )


def _name(thing: Thing | None) -> str | None:
    return thing.name if thing else None


def _cluster(c: Cluster) -> dict[str, Any]:
    return _thing(
        c,
        kind=c.kind,
        image=c.image,
        engine=c.flavour,
        version=".".join(map(str, c.version)),
        root=_name(c.root),
        sst=_name(c.sst),
        replication={"user": c.replication_user, "secret": _name(c.replication)},
        user={"user": c.user, "secret": _name(c.user_secret)},
        monitor={"user": c.monitor_user, "secret": _name(c.monitor)},
        check_user=c.check_user,
        pool=[c.pool.low, c.pool.high],
        connections=c.connections,
        memory=c.memory,
        durable=c.durable,
        failover=c.failover,
        gcache=c.gcache,
        databases=list(c.databases),
        verbatim=list(c.verbatim),
        nodes=[_node(node) for node in c.nodes],
    )


def _node(n: Node) -> dict[str, Any]:
    ports = {"gcomm": n.gcomm, "ist": n.ist, "sst": n.sst} if n.gcomm else {}
    return _placed(n, role=n.role, server_id=n.server_id, weight=n.weight, volume=n.volume, **ports)


def _schema(s: Schema) -> dict[str, Any]:
    return _thing(
        s,
        shards=[_shard(shard) for shard in s.shards],
        fallback=_name(s.fallback),
        limit=s.limit,
        tables=[_table(table) for table in s.tables],
    )


def _shard(s: Shard) -> dict[str, Any]:
    return _thing(s, cluster=s.cluster.name, database=s.database)


def _table(t: Table) -> dict[str, Any]:
    return _thing(
        t,
        kind=t.kind,
        shards=[shard.name for shard in t.shards],
        method=t.method,
        column=t.column,
        options={name: _plain(value) for name, value in t.options.items()},
        function=_function(t),
        parent=t.parent,
        parent_column=t.parent_column,
        primary=t.primary,
        auto=t.auto,
        children=[_table(child) for child in t.children],
    )


def _function(t: Table) -> dict[str, Any] | None:
    if t.partition is None:
        return None
    return {"class": t.partition.CLASS, "properties": t.partition.properties()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | bool) else str(value)


def _router(r: Router) -> dict[str, Any]:
    return _placed(
        r,
        manager=r.manager,
        index=r.index,
        image=r.image,
        version=".".join(map(str, r.version)),
        memory=r.memory,
        sequence=r.sequence,
        verbatim=list(r.verbatim),
        users=[_user(user) for user in r.users],
    )


def _user(u: User) -> dict[str, Any]:
    return _thing(u, secret=u.secret.name, schemas=[s.name for s in u.schemas], readonly=u.readonly)


def _balancer(b: Balancer) -> dict[str, Any]:
    stats = None
    if b.stats:
        s = b.stats
        stats = {"path": s.path, "port": s.port, "user": s.user, "secret": _name(s.secret)}
    return _placed(
        b,
        publish=[list(pair) for pair in b.publish],
        image=b.image,
        maxconn=b.maxconn,
        memory=b.memory,
        timeouts={"connect": b.connect, "client": b.client, "server": b.server, "check": b.check},
        stats=stats,
        verbatim=list(b.verbatim),
        listens=[_listen(listen) for listen in b.listens],
    )


def _listen(d: Listen) -> dict[str, Any]:
    return _thing(
        d,
        port=d.port,
        use=d.use,
        cluster=_name(d.cluster),
        method=d.method,
        check={
            "by": d.check,
            "user": d.check_user,
            "every": d.every,
            "fall": d.fall,
            "rise": d.rise,
        },
        verbatim=list(d.verbatim),
        servers=[
            _thing(s, target=s.target.name, weight=s.weight, backup=s.backup, maxconn=s.maxconn)
            for s in d.servers
        ],
    )


def _vip(v: Vip) -> dict[str, Any]:
    return _thing(
        v,
        address=v.address,
        prefix=v.prefix,
        router=v.router_id,
        beat=v.beat,
        auth=_name(v.auth),
        preempt=v.preempt,
        image=v.image,
        verbatim=list(v.verbatim),
        holders=[_holder(holder) for holder in v.holders],
        forwards=[_forward(forward) for forward in v.forwards],
    )


def _holder(h: Holder) -> dict[str, Any]:
    return _thing(
        h,
        host=h.host.name,
        inside=h.inside,
        address=h.address,
        interface=h.interface,
        priority=h.priority,
        track=h.track,
    )


def _forward(f: Forward) -> dict[str, Any]:
    return _thing(
        f,
        port=f.port,
        ends=[list(end) for end in f.ends],
        method=f.method,
        mode=f.kind,
        every=f.every,
        sticky=f.sticky,
    )
