"""Which partition functions a router needs, and what they and their files are called.

The names are the same on every router, and those of map files are mounted by name.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from dbstackc.base.record import record
from dbstackc.model.partition import Partition
from dbstackc.model.topology import Table, Topology


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Function:
    """One function, shared by all tables that agree on its settings and on their number of shards.

    Tables are joined on their shards only if they share the function itself.

    first: the table that was declared first of those that use it.
    properties: of rule.xml, by name, in the order to write them.
    map_name, map_text: the file beside rule.xml, or None.

    Source: MyCat 1.6.7.4, DruidMycatRouteStrategy (the identity of the function).
    """

    name: str
    first: Table
    partition: Partition
    properties: Mapping[str, str]
    map_name: str | None
    map_text: str | None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A function and the column that it reads; `name` is what a table refers to."""

    name: str
    first: Table
    column: str
    function: Function


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Functions:
    """All functions and rules of a topology, in the order that tables first need them.

    of: the name of the rule of each partitioned table, by the table.
    """

    functions: tuple[Function, ...]
    rules: tuple[Rule, ...]
    of: Mapping[Table, str]


@lru_cache(maxsize=4)
def functions(topology: Topology) -> Functions:
    """Return the functions that the partitioned tables of a topology need.

    A table whose partition could not be configured has no rule.
    """
    made: dict[tuple[object, ...], Function] = {}
    rules: dict[tuple[str, str], Rule] = {}
    of: dict[Table, str] = {}
    taken: set[str] = set()
    for schema in topology.schemas:
        for table in schema.tables:
            if table.kind != "partition" or table.partition is None or table.column is None:
                continue
            key = _identity(table.partition, len(table.shards))
            if key not in made:
                name = _free(_base(table, schema.name), taken)
                made[key] = _function(name, table, table.partition)
            function = made[key]
            pair = (function.name, table.column.upper())
            if pair not in rules:
                name = _free(f"{function.name}_{table.column.lower()}", taken)
                rules[pair] = Rule(name=name, first=table, column=table.column, function=function)
            of[table] = rules[pair].name
    return Functions(functions=tuple(made.values()), rules=tuple(rules.values()), of=of)


def map_files(topology: Topology) -> Iterator[tuple[str, str, Function]]:
    """Yield the name and the text of each map file, and its function."""
    for function in functions(topology).functions:
        if function.map_name is not None and function.map_text is not None:
            yield function.map_name, function.map_text, function


def _identity(partition: Partition, shards: int) -> tuple[object, ...]:
    properties = partition.properties()
    named = tuple((k, v) for k, v in properties.items() if v != partition.map_name)
    return partition.class_name, named, partition.map_file(), shards


def _base(table: Table, schema: str) -> str:
    """Return a name that says the method and the count, and whose settings these are if any."""
    base = f"{table.method or 'by'}_{len(table.shards)}"
    return f"{base}_{schema}_{table.name}".lower() if table.options else base


def _free(base: str, taken: set[str]) -> str:
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    taken.add(name)
    return name


def _function(name: str, table: Table, partition: Partition) -> Function:
    """Name a function and its map file alike, so that no two tables share a file by accident."""
    old, text = partition.map_name, partition.map_file()
    new = f"{name}.txt" if old is not None and text is not None else None
    properties = {
        key: new if new is not None and value == old else value
        for key, value in partition.properties().items()
    }
    return Function(
        name=name,
        first=table,
        partition=partition,
        properties=properties,
        map_name=new,
        map_text=text,
    )
