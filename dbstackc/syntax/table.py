"""The parsing table of the grammar. Lark is imported here and nowhere else.

Lark reads `grammar/dbs.lark`, refuses it if two readings are possible, and makes the LALR(1) table.
To import lark takes longer than to read a file by far, and the table is a few kilobytes of names
and numbers; so it is kept between runs, and lark comes in where the grammar is new or nothing can
be kept. That a text is read as lark's own parser reads it is a law of the tests.
"""

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dbstackc.shipped import folder
from dbstackc.syntax import keep

if TYPE_CHECKING:
    from lark.grammar import Rule as Known

_FORMAT = 1
"""To be raised when the form of what is kept changes."""


class Rule(NamedTuple):
    """A rule of the grammar, as the table knows it.

    name: what it makes; size: of how many symbols; parts: which of them to hand on, and whether to
    hand on what is in it instead; an index of -1 stands for an optional part that is not there.
    """

    name: str
    size: int
    parts: list[tuple[int, bool]]


class Table(NamedTuple):
    """What to do with which symbol in which state.

    actions: by state and symbol; the state to go to, or the rule to apply as -1 - its index.
    start, end: states. terminals: name, priority and regular expression.
    """

    actions: list[dict[str, int]]
    rules: list[Rule]
    start: int
    end: int
    terminals: list[tuple[str, int, str]]


@cache
def table() -> Table:
    """Return the table of the shipped grammar."""
    grammar = (folder("grammar") / "dbs.lark").read_text(encoding="utf-8")
    kept = keep.read("table.json")
    if kept is not None:
        try:
            form, origin, *parts = json.loads(kept)
            if form == _FORMAT and origin == grammar:
                return _table(*parts)
        except (ValueError, TypeError, RecursionError):
            pass
    made = _made(grammar)
    keep.write("table.json", json.dumps([_FORMAT, grammar, *made], separators=(",", ":")))
    return made


def _table(
    actions: list[dict[str, int]],
    rules: list[tuple[str, int, list[tuple[int, bool]]]],
    start: int,
    end: int,
    terminals: list[tuple[str, int, str]],
) -> Table:
    return Table(actions, [Rule(*rule) for rule in rules], start, end, terminals)


def _made(grammar: str) -> Table:
    """Ask lark."""
    from lark import Lark

    made = Lark(grammar, parser="lalr", lexer="basic")
    known = {rule: index for index, rule in enumerate(made.rules)}
    lalr: Any = made.parser.parser
    found = lalr._parse_table
    states = {state: index for index, state in enumerate(found.states)}
    actions = [
        {
            symbol: states[to] if isinstance(to, int) else -1 - known[to]
            for symbol, (_, to) in row.items()
        }
        for row in found.states.values()
    ]
    (start,), (end,) = found.start_states.values(), found.end_states.values()
    terminals = [(t.name, t.priority, t.pattern.to_regexp()) for t in made.terminals]
    return Table(
        actions, [_rule(rule) for rule in made.rules], states[start], states[end], terminals
    )


def _rule(rule: "Known") -> Rule:
    """Read which symbols of a rule lark would put into its tree."""
    parts: list[tuple[int, bool]] = []
    index = 0
    for is_absent in rule.options.empty_indices or [False] * len(rule.expansion):
        if is_absent:
            parts.append((-1, False))
            continue
        symbol = rule.expansion[index]
        if not getattr(symbol, "filter_out", False):
            parts.append((index, not symbol.is_term and symbol.name.startswith("_")))
        index += 1
    return Rule(rule.origin.name, len(rule.expansion), parts)
