"""Lower schemas, tables, shards and clusters to schema.xml."""

from collections.abc import Iterator, Mapping

from dbstackc.base.report import Report
from dbstackc.emit.router_functions import functions
from dbstackc.emit.xml import Attributes, Comment, Element
from dbstackc.model.topology import Cluster, Router, Schema, Shard, Table, Topology

from .document import Markup
from .lower_hosts import judge_host, lower_host


def lower_schema(topology: Topology, router: Router, report: Report) -> Markup:
    """Return schema.xml: all schemas, their shards, and the clusters that those lie on.

    Every router carries all schemas, so that one may stand in for another; users say who sees what.
    A cluster without a shard is left out: it would delay the start by a minute.

    Reports: what `judge_host` and `_judge_schema` do.
    Source: MyCat 1.6.7.4, schema.dtd (the order), PhysicalDBPool.initSource (the delay).
    """
    for schema in topology.schemas:
        _judge_schema(schema, report)
    rules = functions(topology).of
    hosts = []
    for cluster in _used(topology):
        judge_host(cluster, router, report)
        hosts.append(lower_host(cluster, router))
    root = Element(
        "mycat:schema",
        (("xmlns:mycat", "http://io.mycat/"),),
        (
            *(_schema(schema, rules) for schema in topology.schemas),
            *(_node(shard) for shard in _shards(topology)),
            *hosts,
        ),
        origin=topology.schemas[0].origin() if topology.schemas else router.origin(),
    )
    return Markup(doctype="schema.dtd", root=root)


def sight(router: Router) -> tuple[object, ...]:
    """Return what decides how a router reaches nodes: two of one sight share a schema.xml."""
    if router.network is None:
        return (None,)
    if router.network.driver == "bridge":
        return (router.network, router.host)
    return (router.network,)


def _shards(topology: Topology) -> Iterator[Shard]:
    return iter({shard.name: shard for shard in topology.shards}.values())


def _used(topology: Topology) -> Iterator[Cluster]:
    used = {shard.cluster.name for shard in topology.shards}
    return (cluster for cluster in topology.clusters if cluster.name in used)


def _node(shard: Shard) -> Element:
    cluster, database = shard.cluster.name, shard.database
    attributes = (("name", shard.name), ("dataHost", cluster), ("database", database))
    return Element("dataNode", attributes, (), None, shard.origin())


def _schema(schema: Schema, rules: Mapping[Table, str]) -> Element:
    """Return a schema.

    checkSQLschema takes the schema's own name off the tables of a statement: a client that writes
    `shop.orders` would else ask the shard's database of that name.
    """
    fallback = _fallback(schema)
    attributes: Attributes = (
        ("name", schema.name),
        ("checkSQLschema", "true"),
        ("sqlMaxLimit", "-1" if schema.limit is None else str(schema.limit)),
    )
    if fallback is not None:
        attributes += (("dataNode", fallback.name),)
    return Element(
        "schema",
        attributes,
        (
            *(Comment(line, schema.origin()) for line in schema.doc),
            *(element for table in schema.tables for element in _table(table, rules)),
        ),
        origin=schema.origin(),
    )


def _fallback(schema: Schema) -> Shard | None:
    if schema.fallback is None and not schema.tables and len(schema.shards) == 1:
        return schema.shards[0]
    return schema.fallback


def _table(table: Table, rules: Mapping[Table, str]) -> Iterator[Comment | Element]:
    """Yield a table and its doc.

    It has a rule, or is global, or lies on one shard: MyCat takes anything else for a table whose
    every statement goes to all its shards.

    Source: MyCat 1.6.7.4, XMLSchemaLoader.loadTables, RouterUtil.tryRouteForOneTable.
    """
    attributes: Attributes = (
        ("name", table.name.lower()),
        ("dataNode", ",".join([shard.name for shard in table.shards])),
    )
    if table.kind == "partition" and table in rules:
        attributes += (("rule", rules[table]),)
    if table.kind == "copy":
        attributes += (("type", "global"),)
    yield from (Comment(line, table.origin()) for line in table.doc)
    yield Element(
        "table",
        attributes + _numbering(table),
        tuple(element for child in table.children for element in _child(child)),
        origin=table.origin(),
    )


def _child(table: Table) -> Iterator[Comment | Element]:
    attributes: Attributes = (
        ("name", table.name.lower()),
        ("joinKey", table.column or ""),
        ("parentKey", table.parent_column or ""),
    )
    yield from (Comment(line, table.origin()) for line in table.doc)
    yield Element(
        "childTable",
        attributes + _numbering(table),
        tuple(element for child in table.children for element in _child(child)),
        origin=table.origin(),
    )


def _numbering(table: Table) -> Attributes:
    attributes: Attributes = (("primaryKey", table.primary),) if table.primary else ()
    return (*attributes, ("autoIncrement", "true")) if table.auto else attributes


def _judge_schema(schema: Schema, report: Report) -> None:
    """Report what would keep the router from starting, or make it fail at every statement.

    Reports: mycat/no-table, mycat/no-shard, mycat/no-key, mycat/no-primary.
    Source: MyCat 1.6.7.4, XMLSchemaLoader.loadSchemas, RouterUtil.processWithMycatSeq.
    """
    if not schema.tables and _fallback(schema) is None:
        report.error(
            "mycat/no-table",
            f"schema `{schema.name}` has no table and no fallback",
            at=schema.origin(),
            note="MyCat does not start with a schema that leads nowhere",
            help="declare its tables, or name a `fallback` for those that are not declared",
        )
    for table in schema.tables:
        _judge_table(table, report)


def _judge_table(table: Table, report: Report) -> None:
    if table.kind == "partition" and (table.partition is None or not table.column):
        report.error(
            "mycat/no-rule",
            f"table `{table.name}` has nothing that chooses its shards",
            at=table.origin("method"),
            note="MyCat would send each statement to all of them, and store each row on each",
            help="say `by copy`, or a method and a column, as in `by mod(id)`",
        )
    if table.kind == "single" and len(table.shards) != 1:
        report.error(
            "mycat/no-rule",
            f"table `{table.name}` lies on {len(table.shards)} shards and has no method",
            at=table.origin("shards"),
            note="MyCat would send each statement to all of them, and store each row on each",
            help="say `by copy`, or a method and a column, as in `by mod(id)`",
        )
    if table.kind == "child" and not (table.column and table.parent_column):
        report.error(
            "mycat/no-key",
            f"nothing says which row of `{table.parent}` a row of `{table.name}` belongs to",
            at=table.origin("column"),
            help="write it as `by parent(its_column) to parent_column`",
        )
    if table.auto and not table.primary:
        report.error(
            "mycat/no-primary",
            f"table `{table.name}` is numbered, and no column is to hold the number",
            at=table.origin("auto"),
            note="every INSERT would fail",
            help="name its primary key with `primary`",
        )
    for child in table.children:
        _judge_table(child, report)
