"""Schemas, their shards and tables."""

from collections import Counter
from collections.abc import Sequence

from dbstackc.base.origin import Origin
from dbstackc.base.record import record
from dbstackc.language.declaration import Entity, Given, Item
from dbstackc.language.program import Program
from dbstackc.language.spread import uneven
from dbstackc.model.inherit import Heritage
from dbstackc.model.resolve import Names
from dbstackc.model.tables import Tables
from dbstackc.model.topology import Schema, Shard, Table


def databases(program: Program, heritage: Heritage) -> dict[str, tuple[str, ...]]:
    """Return the databases that schemas put on each cluster, by the cluster's name, in order."""
    found: dict[str, dict[str, None]] = {}
    for entity in program.of("schema"):
        for cluster, database in _places(entity, heritage) or ():
            name = entity.name if database is None else database.value
            found.setdefault(cluster.value, {})[name] = None
    return {name: tuple(databases) for name, databases in found.items()}


def _places(entity: Entity, heritage: Heritage) -> list[tuple[Item, Item | None]] | None:
    """Return the cluster and the database of each shard; None where they do not march together.

    A database that nobody says is called as the schema.
    """
    clusters: Sequence[Item] = (
        entity.fields["clusters"].items if "clusters" in entity.fields else ()
    )
    given = heritage.given(entity, "database")
    named: Sequence[Item | None] = (None,) if given is None else _part(given, entity)
    size = max(len(clusters), len(named))
    if not {len(clusters), len(named)} <= {1, size}:
        return None
    clusters = [*clusters] * (size // len(clusters))
    return list(zip(clusters, [*named] * (size // len(named)), strict=True))


def _part(given: Given, entity: Entity) -> Sequence[Item]:
    """Return what is for one schema of a pattern: as large a part of them as each other's."""
    size, rest = divmod(len(given.items), entity.of)
    if rest or not size:
        return given.items
    return given.items[entity.index * size : (entity.index + 1) * size]


@record(frozen=True, slots=True)
class Schemas:
    """Build schemas one after another."""

    program: Program
    heritage: Heritage
    names: Names

    def build(self) -> list[Schema]:
        """Return the schemas in the order written.

        Reports: uneven-ranges, taken-name, unknown-name and what tables report.
        """
        found = []
        for entity in self.program.of("schema"):
            schema = self._schema(entity)
            if schema is None:
                self.names.poison(entity.name)
            elif self.names.add("schema", schema, shared=False):
                found.append(schema)
        return found

    def _schema(self, entity: Entity) -> Schema | None:
        origins: dict[str, Origin] = {}
        shards = self._shards(entity, origins)
        if shards is None:
            return None
        tables: list[Table] = []
        work = Tables(self.names, entity.name, shards)
        for part in self.heritage.parts(entity, "table"):
            tables.extend(work.build(part))
        limit = self.heritage.value(entity, "limit", origins)
        fallback = None
        if "fallback" in entity.fields:
            fallback = work.only(entity.fields["fallback"])
            origins["fallback"] = Origin(entity.fields["fallback"].span)
        elif not tables:
            fallback = shards[0]
            origins["fallback"] = Origin(entity.span, "derived", "no table is declared")
        return Schema(
            name=entity.name,
            span=entity.span,
            origins=origins,
            doc=entity.doc,
            shards=shards,
            tables=tuple(tables),
            fallback=fallback,
            limit=limit,
        )

    def _shards(self, entity: Entity, origins: dict[str, Origin]) -> tuple[Shard, ...] | None:
        clusters = entity.fields.get("clusters")
        if clusters is None:
            return None
        origins["shards"] = Origin(clusters.span)
        self.heritage.value(entity, "database", origins)
        places = _places(entity, self.heritage)
        if places is None:
            given = self.heritage.given(entity, "database")
            assert given is not None
            uneven(clusters.items, given, "database", self.names.report)
            return None
        labels = self._labels(entity, places)
        if labels is None:
            return None
        found = []
        for (item, database), label in zip(places, labels, strict=True):
            cluster = self.names.get(("cluster",), item)
            if cluster is None:
                continue
            shard = Shard(
                name=label.value,
                span=label.span,
                origins={"cluster": Origin(item.span), **_only(origins, "database")},
                cluster=cluster,
                database=entity.name if database is None else database.value,
            )
            if self._free(shard):
                found.append(shard)
        return tuple(found) if len(found) == len(places) else None

    def _free(self, shard: Shard) -> bool:
        first = self.names.find("shard", shard.name)
        if first is None:
            return self.names.add("shard", shard, shared=False)
        self.names.report.error(
            "taken-name",
            f"two shards are called `{shard.name}`",
            at=shard.span,
            says="this one",
            beside=[(first.span, "and this")],
            note="routers know a shard by its name alone, over all schemas",
            help="name them apart after `as`",
        )
        return False

    def _labels(
        self, entity: Entity, places: Sequence[tuple[Item, Item | None]]
    ) -> Sequence[Item] | None:
        named = entity.fields.get("shards")
        if named is None:
            return [_label(entity, place) for place in _told_apart(places)]
        items = named.items
        if len(items) != len(places):
            items = tuple(_part(named, entity))
        if len(items) != len(places):
            apart = [name or cluster for cluster, name in _told_apart(places)]
            uneven(apart, named, "shard", self.names.report)
            return None
        return items


def _told_apart(
    places: Sequence[tuple[Item, Item | None]],
) -> Sequence[tuple[Item, Item | None]]:
    """Return places without their databases where the cluster alone tells a shard."""
    often = Counter(cluster.value for cluster, _ in places)
    return [(each, name if often[each.value] > 1 else None) for each, name in places]


def _label(entity: Entity, place: tuple[Item, Item | None]) -> Item:
    cluster, database = place
    name = f"{entity.name}-{cluster.value}"
    return Item(name if database is None else f"{name}-{database.value}", cluster.span)


def _only(origins: dict[str, Origin], field: str) -> dict[str, Origin]:
    return {field: origins[field]} if field in origins else {}
