"""schema.xml, the logical half: schemas, their tables, and whether rules fit their shards.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadSchemas, loadTable and processChildTables; TableConfig.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dbstackc.model.partition.engine.settings import java_properties
from dbstackc.model.partition.slot import Slot

from .conf import Conf, Reading, Refused, is_true, java_split
from .rules import Rule
from .suffix import suffixed

_SPREAD = "distribute("


@dataclass(slots=True)
class Schema:
    """A schema while it is read.

    tables: the keys as the engine stores them: upper case, backticks kept.
    """

    name: str
    nodes: dict[str, str]
    rules: dict[str, Rule]
    tables: set[str] = field(default_factory=set)

    def take(self, element: Reading, name: str) -> None:
        """Enter a table; a name is looked for without its backticks."""
        if name.replace("`", "") in self.tables:
            element.refuse(f"the table `{name}` is declared twice in `{self.name}`")
        self.tables.add(name)


def load_schemas(
    conf: Conf, root: Reading, nodes: dict[str, str], rules: dict[str, Rule]
) -> set[str]:
    """Return the names of the schemas.

    nodes: the dataHost of each dataNode; rules: by name.
    """
    names: set[str] = set()
    for element in root.children("schema"):
        name, node = element.text("name"), element.text("dataNode")
        element.integer("sqlMaxLimit", -1)
        if node and node not in nodes:
            element.refuse(f"the schema `{name}` is on `{node}`, which is no dataNode")
        schema = Schema(name, nodes, rules)
        for table in element.children("table"):
            upper = table.text("name").upper()
            split = is_true(table.text("splitTableNames"))
            for each in java_split(upper, ",") if split else [upper]:
                _table(conf, schema, table, each)
        if name in names:
            element.refuse(f"the schema `{name}` is declared twice")
        if not node and not schema.tables:
            element.refuse(f"the schema `{name}` has neither tables nor a dataNode")
        names.add(name)
    return names


def _table(conf: Conf, schema: Schema, element: Reading, name: str) -> None:
    suffix = element.text("nameSuffix").upper()
    if suffix:
        if len(java_split(name, ",")) > 1:
            element.refuse(f"`nameSuffix` goes with one name, and `{name}` are several")
        name = suffixed(element, name, suffix)
    names = java_split(name, ",")
    rule = _rule(schema, element)
    node = element.text("dataNode")
    if node.startswith(_SPREAD):
        if node == _SPREAD:
            element.refuse(f"`{node}` is not closed")
        node = node[len(_SPREAD) : -1]
    for each in names:
        shards = _shards(schema, element, node)
        if is_true(element.text("ruleRequired")) and rule is None:
            element.refuse(f"the table `{each}` requires a rule, and has none")
        parts = _parts(element)
        if rule is not None:
            _fit(conf, schema, element, each, rule, shards, parts)
        schema.take(element, each.upper())
    if len(names) == 1:
        _children(schema, element, node)


def _rule(schema: Schema, element: Reading) -> Rule | None:
    if element.element.get("rule") is None:
        return None
    name = element.text("rule")
    if name not in schema.rules:
        element.refuse(f"the rule `{name}` is not in rule.xml")
    return schema.rules[name]


def _shards(schema: Schema, element: Reading, text: str) -> list[str]:
    """Return the dataNodes of a list; the engine names none that it misses."""
    shards = element.expanded(text)
    for shard in shards:
        if shard not in schema.nodes:
            element.refuse(f"`{shard}` is no dataNode")
    if not shards:
        element.refuse(f"`{text}` stands for no dataNode")
    return shards


def _parts(element: Reading) -> list[str]:
    """Return the tables that a table is split into inside its database."""
    text = element.text("subTables")
    parts = element.expanded(text)
    if text and not parts:
        element.refuse(f"`{text}` stands for no table")
    return parts


def _fit(
    conf: Conf,
    schema: Schema,
    element: Reading,
    table: str,
    rule: Rule,
    shards: Sequence[str],
    parts: Sequence[str],
) -> None:
    """Hold the number of partitions against the shards, or against the parts of a split table."""
    partition = rule.partition
    if isinstance(partition, Slot):
        partition = replace(partition, count=len(shards))
        _slots(conf, element, f"{rule.name}_{schema.name}_{table}", len(shards))
    count = partition.partition_num if partition is not None else 0
    if count <= 0:
        return
    held, noun = (parts, "subTables") if parts else (shards, "dataNodes")
    if len(held) < count:
        element.refuse(
            f"`{rule.function}` makes {count} partitions, and the table `{table}` has "
            f"{len(held)} {noun}"
        )
    if len(shards) > count:
        conf.warnings.append(
            f"`{rule.function}` makes {count} partitions, and the table `{table}` has "
            f"{len(shards)} dataNodes; the last stay empty"
        )


def _slots(conf: Conf, element: Reading, name: str, count: int) -> None:
    """Hold the slots that were dealt out at the first start against the shards of today."""
    file = f"ruledata/{name}.properties"
    if file not in conf.files:
        return
    runs = java_properties(conf.files[file])
    for shard, text in runs.items():
        try:
            bounds = [
                (shard, *(part for part in run.split("-") if part)) for run in text.split(",")
            ]
            for number in (each for bound in bounds for each in bound):
                element.number(number.strip(), file)
        except Refused as problem:
            raise Refused(problem.reason, (file, 1)) from None
    if len(runs) != count:
        raise Refused(
            f"slots were dealt out to {len(runs)} dataNodes, and the table has {count}", (file, 1)
        )


def _children(schema: Schema, element: Reading, node: str) -> None:
    for child in element.children("childTable"):
        _shards(schema, child, node)
        schema.take(child, child.text("name").upper())
        _children(schema, child, node)
