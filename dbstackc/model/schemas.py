"""Schemas, their shards and tables."""

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
        database = heritage.value(entity, "database", {}) or entity.name
        for name in entity.fields["clusters"].values if "clusters" in entity.fields else ():
            found.setdefault(name, {})[database] = None
    return {name: tuple(databases) for name, databases in found.items()}


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
            chosen = work.chosen(entity.fields["fallback"])
            origins["fallback"] = Origin(entity.fields["fallback"].span)
            fallback = chosen[0] if chosen else None
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
        database = self.heritage.value(entity, "database", origins)
        named = entity.fields.get("shards")
        labels = self._labels(entity, clusters, named)
        if labels is None:
            return None
        found = []
        for item, label in zip(clusters.items, labels, strict=True):
            cluster = self.names.get(("cluster",), item)
            if cluster is None:
                continue
            shard = Shard(
                name=label.value,
                span=label.span,
                origins={"cluster": Origin(item.span), **_only(origins, "database")},
                cluster=cluster,
                database=database or entity.name,
            )
            if self._free(shard):
                found.append(shard)
        return tuple(found) if len(found) == len(clusters.items) else None

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

    def _labels(self, entity: Entity, clusters: Given, named: Given | None) -> list[Item] | None:
        if named is None:
            return [Item(f"{entity.name}-{item.value}", item.span) for item in clusters.items]
        items = list(named.items)
        size = len(clusters.items)
        if entity.of > 1 and len(items) == entity.of * size:
            items = items[entity.index * size : (entity.index + 1) * size]
        if len(items) != size:
            uneven(clusters.items, named, "shard", self.names.report)
            return None
        return items


def _only(origins: dict[str, Origin], field: str) -> dict[str, Origin]:
    return {field: origins[field]} if field in origins else {}
