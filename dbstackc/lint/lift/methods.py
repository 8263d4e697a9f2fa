"""How a function of MyCat is said after `by`: the method, and what its block takes."""

from collections.abc import Iterator, Mapping
from posixpath import basename, dirname, normpath
from typing import Any

from dbstackc.base.span import Span
from dbstackc.lint.facts.router import Function
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.words import clause, statement, text, value
from dbstackc.model.partition import (
    METHODS,
    BadPartition,
    Option,
    Partition,
    Unfollowed,
    method_of,
    read,
)
from dbstackc.syntax.tree import Statement, Word


def options_of(function: Function, shards: int, draft: Draft) -> tuple[str, list[Statement]] | None:
    """Return the method of a function and its options; None where it cannot be said, and why."""
    assert function.kind is not None
    try:
        method = method_of(function.kind.text)
    except KeyError:
        draft.leave(function.kind.span, f"the language has no method for `{function.kind.text}`")
        return None
    files = _beside(function, draft)
    properties = {name: said.text for name, said in function.properties.items()}
    try:
        made = read(function.kind.text, properties, files=files, shards=shards)
    except (BadPartition, Unfollowed) as fault:
        draft.leave(function.span, f"MyCat itself would not take `{function.name.text}`: {fault}")
        return None
    options: list[Statement] = []
    for option in METHODS[method].OPTIONS:
        options += _option(option, made, function.properties, function.name.span)
    return method, options


def _beside(function: Function, draft: Draft) -> Mapping[str, str]:
    """Return the texts of the files in the folder of a rule.xml, by name."""
    folder = dirname(normpath(function.span.source.name))
    return {
        basename(read.source.name): read.source.text
        for read in draft.stack.reads
        if dirname(normpath(read.source.name)) == folder
    }


def _option(
    option: Option, made: Partition, given: Mapping[str, Said], at: Span
) -> Iterator[Statement]:
    said = given.get(option.property)
    span = said.span if said is not None else at
    if option.type == "rows":
        for row in getattr(made, "rows", ()):
            target = clause("to", Word(str(row.number), span))
            extent = Word(f"{row.low}..{row.high}", span)
            yield statement(option.name, span, [value(extent)], [target])
    elif option.type == "keys":
        for key, number in getattr(made, "keys", ()):
            target = clause("to", Word(str(number), span))
            yield statement(option.name, span, [value(text(Said(key, span)))], [target])
    else:
        found = getattr(made, option.name, None)
        if found is None and option.type == "text" and said is not None:
            found = said.text  # a slice is kept as its two ends
        if found is None or (said is None and found == option.default):
            return
        if option.name == "otherwise" and isinstance(found, int) and found < 0:
            return
        yield from _plain(option, found, said, span)


def _plain(option: Option, found: Any, said: Said | None, span: Span) -> Iterator[Statement]:
    """Yield the statement of an option with a plain value, which is not the default."""
    if option.type in ("text", "date"):
        if said is not None and said.text:
            yield statement(option.name, span, [value(text(said))])
    elif option.type == "flag":
        if found:
            yield statement(option.name, span, [value(Word("yes", span))])
    elif option.type == "counts":
        if isinstance(found, tuple) and found and all(isinstance(each, int) for each in found):
            yield statement(option.name, span, [value(*(Word(str(n), span) for n in found))])
    elif isinstance(found, int) and found != option.default:
        yield statement(option.name, span, [value(Word(str(found), span))])
