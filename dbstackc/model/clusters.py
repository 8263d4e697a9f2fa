"""Clusters and their nodes: all that a line such as `pxc a { nodes 3 on vm[1..9] }` means."""

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.base.quantity import Range, Size
from dbstackc.base.record import field, record
from dbstackc.language.declaration import Declaration, Entity, Given, Item
from dbstackc.language.program import Program
from dbstackc.language.spread import uneven
from dbstackc.model import engine, verbatim
from dbstackc.model.backups import Copier
from dbstackc.model.inherit import Heritage
from dbstackc.model.limits import is_too_many
from dbstackc.model.placement import Placement
from dbstackc.model.resolve import Names
from dbstackc.model.seats import GALERA, Pools, Seat, seats
from dbstackc.model.thing import Host, Network, Secret
from dbstackc.model.topology import Cluster, Node

SPARE = 50
"""Connections of a node that no router counts on: operators, checks, replicas, backups."""


@record(slots=True)
class Clusters:
    """Build clusters one after another; what many have in common is looked up once.

    routers: how many routers there are; each keeps a pool to every node.
    databases: those that schemas put on a cluster, by its name. copiers: who copies it, likewise.
    ids: the server ids given so far, each with its node's name. pools: the pools of hosts so far.
    low: of an address, its low 16 bits as the high half of a server id.
    """

    program: Program
    heritage: Heritage
    names: Names
    placement: Placement
    routers: int
    databases: Mapping[str, tuple[str, ...]]
    copiers: Mapping[str, Copier]
    ids: dict[int, str] = field(default_factory=dict)
    pools: Pools = field(default_factory=dict)
    low: dict[str, int] = field(default_factory=dict)

    def build(self) -> list[Cluster]:
        """Return the clusters in the order written.

        Reports: missing, too-large and what seats and names report.
        """
        found: list[Cluster] = []
        count = 0
        memo: dict[tuple[int, int, str], dict[str, Any] | None] = {}
        for entity in self.program.of("pxc", "replication"):
            key = (id(entity.fields), id(entity.parts), entity.word)
            if key not in memo:
                memo[key] = self._shared(entity)
            common = memo[key]
            if is_too_many(count, entity.span, self.names.report):
                break
            cluster = None if common is None else self._cluster(entity, common)
            if cluster is None or not self.names.add("cluster", cluster):
                self.names.poison(entity.name)
                continue
            found.append(cluster)
            count += len(cluster.nodes)
        return found

    def _shared(self, entity: Entity) -> dict[str, Any] | None:
        """Return the fields that every cluster of one statement shares, or None where it failed."""
        if entity.poisoned:
            return None
        origins: dict[str, Origin] = {}
        heritage, names = self.heritage, self.names

        def get(slot: str) -> Any:
            return heritage.value(entity, slot, origins)

        def secret(slot: str) -> Secret | None:
            given = heritage.given(entity, slot)
            get(slot)
            return names.get(("secret",), given.items[0]) if given else None

        image = get("image")
        if image is None:
            image = engine.IMAGES[entity.word]
            origins["image"] = Origin(entity.span, "default", f"built-in default of {entity.word}")
        kind = get("engine") or engine.flavour(image, entity.word)
        version = get("version") or engine.version(image, kind)
        network = None
        given = heritage.given(entity, "network")
        if given is not None and given.value != "host":
            get("network")
            network = names.get(("network",), given.items[0])
        pool: Range = get("pool")
        connections = get("connections")
        if connections is None:
            connections = max(151, pool.high * max(1, self.routers) + SPARE)
            origins["connections"] = Origin(
                origins["pool"].span,
                "derived",
                f"{pool.high} of each of {self.routers} routers, and {SPARE} to spare",
            )
        galera = entity.word == "pxc"
        memory: Size = get("memory")
        user, follow = heritage.part(entity, "user"), heritage.part(entity, "follow")
        monitor, check = heritage.part(entity, "monitor"), heritage.part(entity, "check")
        for name, part in (("user", user), ("follow", follow), ("monitor", monitor)):
            if part is not None:
                origins[name] = Origin(part.span)
        gcache = get("gcache").bytes if galera else 0
        weight = heritage.given(entity, "weight") if galera else None
        if weight is not None:
            get("weight")
        return {
            "origins": origins,
            "kind": "galera" if galera else "replication",
            "image": image,
            "flavour": kind,
            "version": version,
            "root": secret("root"),
            "sst": secret("sst") if galera else None,
            "replication_user": _account(follow, "replication"),
            "replication": self._secret(follow),
            "user": _account(user, "app"),
            "user_secret": self._secret(user),
            "check_user": _account(check, "haproxy"),
            "monitor_user": _account(monitor, "monitor"),
            "monitor": self._secret(monitor),
            "pool": pool,
            "connections": connections,
            "memory": memory.bytes,
            "durable": get("durable"),
            "failover": get("failover") if galera else "default",
            "gcache": gcache,
            "verbatim": verbatim.lines(heritage.parts(entity, "verbatim"), origins),
            "network": network,
            "weights": weight,
        }

    def _secret(self, part: Declaration | None) -> Secret | None:
        if part is None or "secret" not in part.fields:
            return None
        found: Secret | None = self.names.get(("secret",), part.fields["secret"].items[0])
        return found

    def _cluster(self, entity: Entity, common: dict[str, Any]) -> Cluster | None:
        galera = entity.word == "pxc"
        network = common["network"]
        spread = GALERA if galera and network is None else (0,)
        taken: list[Seat] = []
        for word, role in (
            ("nodes", "member"),
            ("source", "source"),
            ("replicas", "replica"),
            ("arbiter", "arbiter"),
        ):
            for part in entity.parts:
                if part.word == word:
                    some = seats(entity, part, role, self.placement, self.names, spread, self.pools)
                    if some is None:
                        return None
                    taken.extend(some)
        if not any(seat.role != "arbiter" for seat in taken):
            self._empty(entity)
            return None
        said: Given | None = common["weights"]
        weights: Sequence[int] = said.values if said is not None else (1,)
        if said is not None and len(weights) not in (1, len(taken)):
            uneven(
                [Item(seat.name, seat.span) for seat in taken], said, "weight", self.names.report
            )
            return None
        nodes = [
            self._node(entity, seat, index, weights[index if len(weights) > 1 else 0], common)
            for index, seat in enumerate(taken)
        ]
        for node in nodes:
            if not self.names.add("node", node):
                return None
        fields = {k: v for k, v in common.items() if k not in ("network", "weights")}
        copier = self.copiers.get(entity.name)
        return Cluster(
            name=entity.name,
            span=entity.span,
            doc=entity.doc,
            nodes=tuple(nodes),
            databases=self.databases.get(entity.name, ()),
            backup_user=copier.account if copier else "",
            backup=self.names.get(("secret",), copier.secret) if copier else None,
            **fields,
        )

    def _node(
        self, entity: Entity, seat: Seat, index: int, weight: int, common: dict[str, Any]
    ) -> Node:
        network: Network | None = common["network"]
        galera = entity.word == "pxc"
        role = seat.role
        if not galera and role == "member":
            role = "source" if index == 0 else "replica"
        listen = seat.port if network is None else 3306
        standard = network is not None or seat.port == 3306
        gcomm, ist, sst = (
            (4567, 4568, 4444)
            if standard
            else (
                seat.port + GALERA[1],
                seat.port + GALERA[2],
                seat.port + GALERA[3],
            )
        )
        return Node(
            name=seat.name,
            span=seat.span,
            origins=seat.origins,
            host=seat.host,
            network=network,
            address=seat.address,
            listen=listen,
            port=None if network is not None and network.is_lan else seat.port,
            cluster=entity.name,
            role=role,
            index=index,
            server_id=0 if role == "arbiter" else self._server_id(seat.host, seat.port, seat.name),
            weight=weight,
            gcomm=gcomm if galera else 0,
            ist=ist if galera else 0,
            sst=sst if galera else 0,
            volume=f"{seat.name}-data",
        )

    def _server_id(self, host: Host, port: int, name: str) -> int:
        """Return an id that moves only with the node: its address's low 16 bits, and its port."""
        low = self.low.get(host.address)
        if low is None:
            low = self.low[host.address] = (int(ipaddress.ip_address(host.address)) & 0xFFFF) << 16
        number = low | port
        while self.ids.setdefault(number, name) != name:
            number = number % 0xFFFFFFFF + 1
        return number

    def _empty(self, entity: Entity) -> None:
        word = "nodes" if entity.word == "pxc" else "source"
        self.names.report.error(
            "missing",
            f"{entity.word} `{entity.name}` has no {word}",
            at=entity.span,
            note="a cluster is its nodes",
            help=f"write it as in `{entity.shape.example}`",
        )


def _account(part: Declaration | None, default: str) -> str:
    if part is not None and "account" in part.fields:
        return str(part.fields["account"].value)
    return default
