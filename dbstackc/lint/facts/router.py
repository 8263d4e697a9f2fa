"""Routers: what MyCat's schema.xml, rule.xml and server.xml say."""

from collections.abc import Mapping

from dbstackc.base.record import record
from dbstackc.lint.facts.said import Fact, Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class BackEnd(Fact):
    """A writeHost, or a readHost under one.

    url: as it is written; address, port: where it leads to, None where that cannot be told.
    readers: of a writeHost, its readHosts, in order.
    """

    url: Said | None
    address: str | None
    port: int | None
    user: Said | None = None
    password: Said | None = None
    weight: Said | None = None
    readers: "tuple[BackEnd, ...]" = ()


@record(frozen=True, slots=True, kw_only=True, eq=False)
class DataHost(Fact):
    """A dataHost: MyCat's view of a cluster; attributes by their names."""

    attributes: Mapping[str, Said]
    heartbeat: Said | None
    writers: tuple[BackEnd, ...]

    @property
    def readers(self) -> tuple[BackEnd, ...]:
        """The readHosts of all writeHosts, in order."""
        return tuple(reader for writer in self.writers for reader in writer.readers)

    @property
    def ends(self) -> tuple[BackEnd, ...]:
        """Each writeHost and behind it its readHosts, in order."""
        return tuple(end for writer in self.writers for end in (writer, *writer.readers))


@record(frozen=True, slots=True, kw_only=True, eq=False)
class DataNode(Fact):
    """A dataNode: a database on a dataHost; `dn$1-3` is three of them."""

    host: Said
    database: Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class RouterTable(Fact):
    """A table or childTable; a name with commas is as many of them.

    nodes: names of dataNodes, in order, `$` ranges resolved. attributes by their names.
    """

    nodes: tuple[Said, ...]
    attributes: Mapping[str, Said]
    children: "tuple[RouterTable, ...]" = ()


@record(frozen=True, slots=True, kw_only=True, eq=False)
class RouterSchema(Fact):
    """A schema; attributes by their names."""

    attributes: Mapping[str, Said]
    tables: tuple[RouterTable, ...]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class TableRule(Fact):
    """A tableRule: the column, and the name of the function."""

    column: Said | None
    function: Said | None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Function(Fact):
    """A function; kind: the Java class. properties by their names."""

    kind: Said | None
    properties: Mapping[str, Said]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class RouterUser(Fact):
    """A user of server.xml; schemas in order; properties (the password among them) by name."""

    schemas: tuple[Said, ...]
    properties: Mapping[str, Said]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class RouterSystem(Fact):
    """The system element of server.xml; properties by their names."""

    properties: Mapping[str, Said]
