"""Lower the partitions of tables to rule.xml and the map files beside it."""

from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.emit.router_functions import Function, Rule, functions, map_files
from dbstackc.emit.unsupported import unsupported
from dbstackc.emit.xml import Element, is_printable
from dbstackc.model.topology import Topology

from .document import Markup, Plain


def lower_rule(topology: Topology, report: Report) -> Markup:
    """Return rule.xml: every rule first, then every function.

    Reports: cannot-express.
    Source: MyCat 1.6.7.4, rule.dtd (the order).
    """
    found = functions(topology)
    for function in found.functions:
        _judge(function, report)
    root = Element(
        "mycat:rule",
        (("xmlns:mycat", "http://io.mycat/"),),
        (*map(_rule, found.rules), *map(_function, found.functions)),
        origin=found.rules[0].first.origin("method") if found.rules else None,
    )
    return Markup(doctype="rule.dtd", root=root)


def lower_maps(topology: Topology) -> Iterator[tuple[str, Plain]]:
    """Yield the name and the lines of each map file."""
    for name, text, function in map_files(topology):
        origin = function.first.origin("method")
        yield name, Plain(lines=((text.removesuffix("\n"), origin),))


def _rule(rule: Rule) -> Element:
    """Return a tableRule; MyCat trims neither the column nor the function's name."""
    method = rule.first.origin("method")
    inside = (
        Element("columns", text=rule.column, origin=rule.first.origin("column")),
        Element("algorithm", text=rule.function.name, origin=method),
    )
    return Element(
        "tableRule", (("name", rule.name),), (Element("rule", (), inside),), origin=method
    )


def _function(function: Function) -> Element:
    options = function.first.origin("method")
    return Element(
        "function",
        (("name", function.name), ("class", function.partition.class_name)),
        tuple(
            Element("property", (("name", name),), text=text, origin=options)
            for name, text in function.properties.items()
        ),
        origin=function.first.origin("method"),
    )


def _judge(function: Function, report: Report) -> None:
    """Report settings that would not arrive as they are.

    Source: MyCat 1.6.7.4, ConfigUtil.filter (`${name}`); XML 1.0, section 2.2.
    """
    for name, text in function.properties.items():
        if "${" in text or not is_printable(text):
            unsupported(
                report,
                "MyCat",
                function.first,
                f"take the `{name}` of `by {function.first.method}`",
                "it has a control character, or `${`, where MyCat puts a variable of the JVM",
                field="method",
            )
    text = function.map_text or ""
    if not is_printable(text.replace("\n", "")):
        unsupported(
            report,
            "MyCat",
            function.first,
            f"take the keys of `by {function.first.method}`",
            "one of them has a control character",
            field="method",
        )
