"""Where a row lives: from a schema, a table and a key to shards and nodes."""

from dbstackc.base.record import record
from dbstackc.base.suggest import nearest
from dbstackc.model.partition import Unroutable
from dbstackc.model.partition.engine.contract import unquote
from dbstackc.model.topology import Node, Schema, Shard, Table, Topology


class NoRoute(ValueError):  # noqa: N818 - it is the row that has none
    """The row has no place, or none that is known before a query; the message says why."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Route:
    """The way of one row.

    table: None where the schema does not declare it and its fallback takes it.
    shards: one, or, for a copied table, all that hold the row.
    """

    schema: Schema
    table: Table | None
    shards: tuple[Shard, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The node of each shard that takes the write while nothing has failed."""
        return tuple(shard.cluster.writer for shard in self.shards)


def route(topology: Topology, schema_name: str, table_name: str, key: str) -> Route:
    """Return where the row of a key lives.

    schema_name: matters to the letter; table_name: in any case.
    key: of the sharding column, or of the column that joins a child to its parent.

    Raises: NoRoute.
    Source: MyCat 1.6.7.4, RouterUtil.tryRouteForOneTable, routeByERParentKey.
    """
    schema = next((each for each in topology.schemas if each.name == schema_name), None)
    if schema is None:
        raise NoRoute(_unknown("schema", schema_name, [each.name for each in topology.schemas]))
    found = _find(schema.tables, table_name, None)
    if found is None:
        if schema.fallback is None:
            known = [table.name for table in schema.tables]
            raise NoRoute(_unknown("table", table_name, known))
        return Route(schema=schema, table=None, shards=(schema.fallback,))
    table, parent = found
    return Route(schema=schema, table=table, shards=_shards(table, parent, key))


def _find(
    tables: tuple[Table, ...], name: str, parent: Table | None
) -> tuple[Table, Table | None] | None:
    for table in tables:
        if table.name.upper() == name.upper():
            return table, parent
        if found := _find(table.children, name, table):
            return found
    return None


def _shards(table: Table, parent: Table | None, key: str) -> tuple[Shard, ...]:
    if table.kind == "copy" or len(table.shards) == 1:
        return table.shards
    ruled = table
    if parent is not None:
        if parent.kind == "copy":
            return parent.shards
        if parent.kind != "partition" or table.parent_column != parent.column:
            raise NoRoute(
                f"a row of `{table.name}` lies with its row of `{parent.name}`, and only a query"
                f" for `{table.parent_column}` tells where that is"
            )
        ruled = parent
    if ruled.partition is None:
        raise NoRoute(f"nothing chooses among the {len(ruled.shards)} shards of `{ruled.name}`")
    try:
        index = ruled.partition.calculate(unquote(key))
    except Unroutable as refusal:
        raise NoRoute(str(refusal)) from None
    if index is None:
        raise NoRoute(f"`by {ruled.method}` gives the key `{key}` no shard")
    if not 0 <= index < len(ruled.shards):
        raise NoRoute(
            f"`by {ruled.method}` gives the key `{key}` shard {index}, counted from 0,"
            f" and there are {len(ruled.shards)}"
        )
    return (ruled.shards[index],)


def _unknown(kind: str, name: str, known: list[str]) -> str:
    near = nearest(name, known)
    return f"no {kind} is called `{name}`" + (f"; the nearest is `{near}`" if near else "")
