"""rule.xml: the functions, then the rules that name them.

Source: MyCat 1.6.7.4, config/loader/xml/XMLRuleLoader.
"""

from dataclasses import dataclass

from dbstackc.model.partition import BadPartition, Partition, Unfollowed, method_of, read
from dbstackc.model.partition.engine.settings import lines

from .conf import Conf, Reading, pieces

_PACKAGE = "io.mycat.route.function."
_PRINTING = ("range", "prefix", "pattern", "range-mod")
"""The methods that print a warning for a line of their map file without `=`."""


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
    root = Reading("rule.xml", conf.root("rule"))
    functions: dict[str, Partition | None] = {}
    for element in root.children("function"):
        name = element.text("name")
        if name in functions:
            element.refuse(f"the function `{name}` is declared twice")
        functions[name] = _function(conf, element, name)
    rules: dict[str, Rule] = {}
    for element in root.children("tableRule"):
        rule = _rule(element, functions)
        if rule.name in rules:
            element.refuse(f"the rule `{rule.name}` is declared twice")
        rules[rule.name] = rule
    return rules


def _function(conf: Conf, element: Reading, name: str) -> Partition | None:
    class_name = element.text("class")
    try:
        method_of(class_name if class_name.startswith(_PACKAGE) else "")
    except KeyError:
        element.refuse(f"`{class_name}` is no function of this version")
    try:
        partition = read(class_name, element.properties(), files=conf.files)
    except Unfollowed as limit:
        conf.warnings.append(f"the function `{name}` is not followed: {limit}")
        return None
    except BadPartition as problem:
        element.refuse(f"the function `{name}` cannot be set up: {problem}")
    file = partition.map_name
    if partition.NAME in _PRINTING and file is not None:
        for line in lines(conf.files[file]):
            if "=" not in line:
                conf.warnings.append(f"a line of {file} is passed over: `{line}`")
    return partition


def _rule(element: Reading, functions: dict[str, Partition | None]) -> Rule:
    name = element.text("name")
    inside = element.children("rule")
    if len(inside) > 1:
        element.refuse(f"the rule `{name}` has {len(inside)} `rule` elements")
    column = inside[0].children("columns")[0].content()
    named = pieces(column, ",")
    if len(named) > 1:
        element.refuse(f"the rule `{name}` names {len(named)} columns, and one is possible")
    if not named:
        element.refuse(f"the rule `{name}` names no column")
    function = inside[0].children("algorithm")[0].content()
    if function not in functions:
        element.refuse(f"the rule `{name}` names the function `{function}`, and there is none")
    return Rule(name, column.upper(), function, functions[function])
