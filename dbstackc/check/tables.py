"""One finding a statement: tables of one pattern, or of one schema's pattern, err together."""

from collections.abc import Iterator
from functools import lru_cache

from dbstackc.base.span import Span
from dbstackc.model.topology import Router, Schema, Table, Topology


@lru_cache(maxsize=2)
def statements(topology: Topology) -> tuple[tuple[Schema, Table], ...]:
    """Return the first table of each statement and its schema, children after their parents."""
    found: dict[Span, tuple[Schema, Table]] = {}
    for schema in topology.schemas:
        for table in schema.tables:
            for each in with_children(table):
                found.setdefault(each.span, (schema, each))
    return tuple(found.values())


def partitioned(topology: Topology) -> Iterator[tuple[Schema, Table]]:
    """Yield the tables of `statements` whose rows are spread by a method."""
    for schema, table in statements(topology):
        if table.kind == "partition":
            yield schema, table


def with_children(table: Table) -> Iterator[Table]:
    """Yield a table and all that lie with its rows, each after its parent."""
    yield table
    for child in table.children:
        yield from with_children(child)


def called(table: Table) -> str:
    """Return what the user called a table, the whole pattern of a patterned one, in backticks."""
    return f"`{table.span.text}`"


def carriers(topology: Topology, schema: Schema) -> tuple[Router, ...]:
    """Return the routers that a schema's users log in to, in order."""
    return tuple(
        router
        for router in topology.routers
        if any(each is schema for user in router.users for each in user.schemas)
    )
