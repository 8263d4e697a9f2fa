"""schema.xml, the logical half: schemas, their tables, and whether rules fit their shards.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadSchemas, loadTable and processChildTables; TableConfig.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dbstackc.model.partition.engine.settings import java_properties
from dbstackc.model.partition.slot import Slot

from .conf import Conf, Reading, Refused, Warned, is_true, java_split
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
    rules: dict[str, Rule] | None
    tables: set[str] = field(default_factory=set)

    def take(self, element: Reading, name: str) -> None:
        """Enter a table; a name is looked for without its backticks."""
        if name.replace("`", "") in self.tables:
            twice = f"the table `{name}` is declared twice in `{self.name}`"
            element.refuse(twice, "declared-twice", "name")
        self.tables.add(name)


def load_schemas(
    conf: Conf, root: Reading, nodes: dict[str, str], rules: dict[str, Rule] | None
) -> set[str]:
    """Return the names of the schemas.

    nodes: the dataHost of each dataNode; rules: by name, None where they cannot be had.
    """
    names: set[str] = set()
    for element in root.children("schema"):
        name, node = element.text("name"), element.text("dataNode")
        with conf.going_on():
            element.integer("sqlMaxLimit", -1)
        with conf.going_on():
            if node and node not in nodes:
                said = f"the schema `{name}` is on `{node}`, which is no dataNode"
                element.refuse(said, "unknown-node", "dataNode")
        schema = Schema(name, nodes, rules)
        for table in element.children("table"):
            upper = table.text("name").upper()
            split = is_true(table.text("splitTableNames"))
            for each in java_split(upper, ",") if split else [upper]:
                with conf.going_on():
                    _table(conf, schema, table, each)
        with conf.going_on():
            if name in names:
                twice = f"the schema `{name}` is declared twice"
                element.refuse(twice, "declared-twice", "name")
            if not node and not element.children("table"):
                said = f"the schema `{name}` has neither tables nor a dataNode"
                element.refuse(said, "empty-schema", "name")
        names.add(name)
    return names


def _table(conf: Conf, schema: Schema, element: Reading, name: str) -> None:
    suffix = element.text("nameSuffix").upper()
    if suffix:
        if len(java_split(name, ",")) > 1:
            said = f"`nameSuffix` goes with one name, and `{name}` are several"
            element.refuse(said, "bad-suffix", "nameSuffix")
        name = suffixed(element, name, suffix)
    names = java_split(name, ",")
    rule = None
    with conf.going_on():
        rule = _rule(schema, element)
    node = element.text("dataNode")
    if node.startswith(_SPREAD):
        if node == _SPREAD:
            element.refuse(f"`{node}` is not closed", "bad-range", "dataNode")
        node = node[len(_SPREAD) : -1]
    for each in names:
        shards: list[str] | None = None
        with conf.going_on():
            shards = _shards(schema, element, node)
        with conf.going_on():
            if is_true(element.text("ruleRequired")) and not element.has("rule"):
                said = f"the table `{each}` requires a rule, and has none"
                element.refuse(said, "rule-required", "ruleRequired")
            parts = _parts(element)
            if rule is not None and shards is not None:
                _fit(conf, schema, element, each, rule, shards, parts)
        with conf.going_on():
            schema.take(element, each.upper())
        if shards is None:
            return
    if len(names) == 1:
        _children(conf, schema, element, node)


def _rule(schema: Schema, element: Reading) -> Rule | None:
    if not element.has("rule") or schema.rules is None:
        return None
    name = element.text("rule")
    if name not in schema.rules:
        element.refuse(f"the rule `{name}` is not in rule.xml", "unknown-rule", "rule")
    return schema.rules[name]


def _shards(schema: Schema, element: Reading, text: str) -> list[str]:
    """Return the dataNodes of a list; the engine names none that it misses."""
    shards = element.expanded(text, "dataNode")
    for shard in shards:
        if shard not in schema.nodes:
            element.refuse(f"`{shard}` is no dataNode", "unknown-node", "dataNode")
    if not shards:
        element.refuse(f"`{text}` stands for no dataNode", "bad-range", "dataNode")
    return shards


def _parts(element: Reading) -> list[str]:
    """Return the tables that a table is split into inside its database."""
    text = element.text("subTables")
    parts = element.expanded(text, "subTables")
    if text and not parts:
        element.refuse(f"`{text}` stands for no table", "bad-range", "subTables")
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
            f"{len(held)} {noun}",
            "partition-count",
            "rule",
        )
    if len(shards) > count:
        said = (
            f"`{rule.function}` makes {count} partitions, and the table `{table}` has "
            f"{len(shards)} dataNodes; the last stay empty"
        )
        conf.warned.append(Warned(said, "partition-count", element.place("rule")))


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
            raise Refused(problem.reason, "slots-dealt", file) from None
    if len(runs) != count:
        said = f"slots were dealt out to {len(runs)} dataNodes, and the table has {count}"
        raise Refused(said, "slots-dealt", file)


def _children(conf: Conf, schema: Schema, element: Reading, node: str) -> None:
    for child in element.children("childTable"):
        with conf.going_on():
            schema.take(child, child.text("name").upper())
        _children(conf, schema, child, node)
