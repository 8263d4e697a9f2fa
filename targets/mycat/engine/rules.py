"""rule.xml: the functions, then the rules that name them.

Source: MyCat 1.6.7.4, config/loader/xml/XMLRuleLoader.
"""

from dataclasses import dataclass

from dbstackc.model.partition import BadPartition, Partition, Unfollowed, method_of, read
from dbstackc.model.partition.engine.settings import lines

from .conf import Conf, Reading, Warned, pieces

_PACKAGE = "io.mycat.route.function."
_SEGMENTED = ("PartitionByLong", "PartitionByString")
_OLD = "org.opencloudb."
_PRINTING = ("range", "prefix", "pattern", "range-mod")
"""The methods that print a warning for a line of their map file without `=`."""
_FILES = ("mapFile", "weightMapFile")


@dataclass(frozen=True, slots=True)
class Rule:
    """A tableRule: a column, upper case, and a function.

    partition: None for a function that we cannot follow.
    """

    name: str
    column: str
    function: str
    partition: Partition | None


def load_rules(conf: Conf) -> dict[str, Rule]:
    """Return the rules by name."""
    root = Reading("rule", conf.root("rule"))
    functions: dict[str, Partition | None] = {}
    for element in root.children("function"):
        name = element.text("name")
        partition = None
        with conf.going_on():
            if name in functions:
                twice = f"the function `{name}` is declared twice"
                element.refuse(twice, "declared-twice", "name")
            partition = _function(conf, element, name)
        functions.setdefault(name, partition)
    rules: dict[str, Rule] = {}
    for element in root.children("tableRule"):
        name = element.text("name")
        rule = Rule(name, "", "", None)
        with conf.going_on():
            rule = _rule(element, functions)
            if name in rules:
                twice = f"the rule `{name}` is declared twice"
                element.refuse(twice, "declared-twice", "name")
        rules.setdefault(name, rule)
    return rules


def _function(conf: Conf, element: Reading, name: str) -> Partition | None:
    class_name = element.text("class")
    try:
        method_of(class_name if class_name.startswith(_PACKAGE) else "")
    except KeyError:
        element.refuse(
            f"`{class_name}` is no function of this version",
            "version" if class_name.startswith(_OLD) else "unknown-class",
            "class",
        )
    try:
        partition = read(class_name, element.properties(), files=conf.files)
    except Unfollowed as limit:
        conf.warned.append(Warned(f"the function `{name}` is not followed: {limit}"))
        return None
    except BadPartition as problem:
        for key in _FILES:
            map_file = element.property(key)
            if map_file and map_file not in conf.files:
                said = f"the function `{name}` reads `{map_file}`, which is not there"
                element.refuse(said, "missing-map", key, map_file)
        reason = f"the function `{name}` cannot be set up: {problem}"
        element.refuse(reason, *_fault(element, class_name, str(problem)))
    file = partition.map_name
    if partition.NAME in _PRINTING and file is not None:
        for line in lines(conf.files[file]):
            if "=" not in line:
                conf.warned.append(Warned(f"a line of {file} is passed over: `{line}`"))
    return partition


def _fault(element: Reading, class_name: str, problem: str) -> tuple[str, str]:
    """Return the kind of a refusal, and the property at fault: one that is named, or the name."""
    if class_name.removeprefix(_PACKAGE) in _SEGMENTED:
        said = [name for name in ("partitionLength", "partitionCount") if element.property(name)]
        return "bad-segments", next(iter(said), "name")
    named = (each for each in element.properties() if f"`{each}`" in problem)
    return "bad-function", next(named, "name")


def _rule(element: Reading, functions: dict[str, Partition | None]) -> Rule:
    name = element.text("name")
    inside = element.children("rule")
    if len(inside) > 1:
        said = f"the rule `{name}` has {len(inside)} `rule` elements"
        inside[1].refuse(said, "many-columns")
    columns = inside[0].children("columns")[0]
    named = pieces(columns.content(), ",")
    if len(named) > 1:
        columns.refuse(
            f"the rule `{name}` names {len(named)} columns, and one is possible", "many-columns"
        )
    if not named:
        columns.refuse(f"the rule `{name}` names no column", "empty-value")
    algorithm = inside[0].children("algorithm")[0]
    function = algorithm.content()
    if function not in functions:
        algorithm.refuse(
            f"the rule `{name}` names the function `{function}`, and there is none",
            "unknown-function",
        )
    return Rule(name, columns.content().upper(), function, functions[function])
