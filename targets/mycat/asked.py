"""What attributes and properties ask for, with what the engine takes where they are silent."""

from collections.abc import Mapping

from dbstackc.base.span import Span
from dbstackc.lint.facts.router import RouterTable
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.model.partition.engine.contract import trim
from dbstackc.model.partition.engine.number import INT, parsed


def number(said: Mapping[str, Said], name: str, default: int) -> int | None:
    """Return a number as the engine reads it; None for what is none."""
    if name not in said or not said[name].text:
        return default
    return parsed(trim(said[name].text), INT)


def is_true(said: Mapping[str, Said], name: str) -> bool:
    """Tell whether a switch is on; only `true` is."""
    return name in said and trim(said[name].text).lower() == "true"


def place(fact: Fact, said: Mapping[str, Said], *names: str) -> Span:
    """Return where the first of some attributes stands, or the name of the fact."""
    return next((said[name].span for name in names if name in said), fact.name.span)


def is_global(table: RouterTable) -> bool:
    """Tell whether a table is on all of its dataNodes alike.

    Source: MyCat 1.6.7.4, XMLSchemaLoader.loadTables.
    """
    kind = table.attributes.get("type")
    return kind is not None and trim(kind.text).lower() == "global"
