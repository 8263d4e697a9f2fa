"""The options that a table's block gives its method, read by the method's own list."""

from collections.abc import Sequence

from dbstackc.base import quantity
from dbstackc.base.diagnostic import rewrite
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.base.text import listed
from dbstackc.model.partition import METHODS, BadPartition, Option, Partition, Value, build
from dbstackc.model.topology import Shard
from dbstackc.syntax.tree import Atom, Statement, Text, Word


def configured(
    method: str,
    at: Span,
    block: Sequence[Statement],
    shards: Sequence[Shard],
    map_name: str,
    report: Report,
) -> tuple[Partition, dict[str, Value]] | None:
    """Return the configured method and its options; None where a mistake was reported.

    Reports: unknown-method, unknown-word, type, twice, bad-partition.
    """
    if method not in METHODS:
        methods = [*METHODS, "copy", "single"]
        near = nearest(method, methods)
        report.error(
            "unknown-method",
            f"no method is called `{method}`",
            at=at,
            note=f"there are {listed([f'`{name}`' for name in sorted(methods)], 40)}",
            help=f"write `{near}`" if near else "choose one of them",
            fix=rewrite(at, method, near),
        )
        return None
    kind = METHODS[method]
    known = {option.name: option for option in kind.OPTIONS}
    places: dict[str, Span] = {}
    given: dict[str, Value] = {}
    good = True
    for statement in block:
        option = known.get(statement.word.text)
        if option is None:
            good = False
            near = nearest(statement.word.text, known)
            words = listed([f"`{name}`" for name in known], 20)
            report.error(
                "unknown-word",
                f"`by {method}` knows no `{statement.word.text}`",
                at=statement.word.span,
                note=f"it knows {words}" if known else f"`by {method}` takes no options",
                help=f"write `{near}`" if near else "remove the line",
                fix=rewrite(statement.word.span, statement.word.text, near),
            )
            continue
        value = _read(option, statement, shards)
        if value is None:
            good = False
            report.error(
                "type",
                f"`{option.name}` of `by {method}` cannot be read",
                at=statement.span,
                note=option.doc,
                help=f"write it as in `{option.shown()}`",
            )
            continue
        if option.name in given and not option.many:
            good = False
            report.error(
                "twice",
                f"`table` says its {option.name} twice",
                at=statement.word.span,
                beside=[(places[option.name], "said here")],
                help="keep one of them",
            )
            continue
        places.setdefault(option.name, statement.span)
        before = given.get(option.name, ()) if option.many else None
        given[option.name] = (*before, *value) if isinstance(before, tuple) else value  # type: ignore
    if not good:
        return None
    try:
        return build(method, shards=len(shards), options=given, map_name=map_name), given
    except BadPartition as fault:
        report.error(
            "bad-partition",
            str(fault),
            at=places.get(fault.option or "", at),
            beside=[(at, "chosen here")] if fault.option in places else (),
            note="the router would not start, or would lose rows of that kind",
            help=f"see `dbstackc explain {method}` for what the method takes",
        )
        return None


def _read(option: Option, statement: Statement, shards: Sequence[Shard]) -> Value | None:
    """Return the value of one option statement, or None where it has another form."""
    if statement.block is not None or len(statement.values) != 1:
        return None
    atoms = statement.values[0].atoms
    clauses = {clause.preposition.text: clause for clause in statement.clauses}
    if option.type in ("rows", "keys"):
        target = clauses.get("to")
        if set(clauses) != {"to"} or target is None or len(target.values) != 1:
            return None
        number = _shard(target.values[0].atoms, shards)
        if number is None:
            return None
        return _pairs(option, atoms, number)
    if clauses:
        return None
    if option.type == "counts":
        numbers = [_integer(atom) for atom in atoms]
        return tuple(n for n in numbers if n is not None) if None not in numbers else None
    if len(atoms) != 1:
        return None
    if option.type in ("text", "date"):
        return atoms[0].text if isinstance(atoms[0], Text) else None
    if option.type == "flag":
        word = atoms[0].text if isinstance(atoms[0], Word) else ""
        return {"yes": True, "no": False}.get(word)
    number = _shard(atoms, shards)
    return number if number is not None else _integer(atoms[0])


def _pairs(option: Option, atoms: Sequence[Atom], number: int) -> Value | None:
    if option.type == "rows":
        found = []
        for atom in atoms:
            span = quantity.range_of(atom.text) if isinstance(atom, Word) else None
            if span is None:
                return None
            found.append((span, number))
        return tuple(found)
    keys = [atom.text for atom in atoms if isinstance(atom, Text | Word)]
    return tuple((key, number) for key in keys) if len(keys) == len(atoms) else None


def _shard(atoms: Sequence[Atom], shards: Sequence[Shard]) -> int | None:
    """Return the place of a shard that is named, by its name, its cluster's, or its number."""
    if len(atoms) != 1 or not isinstance(atoms[0], Word):
        return None
    text = atoms[0].text
    for index, shard in enumerate(shards):
        if text in (shard.name, shard.cluster.name):
            return index
    return quantity.count(text)


def _integer(atom: Atom) -> int | None:
    if not isinstance(atom, Word):
        return None
    sign, digits = (-1, atom.text[1:]) if atom.text.startswith("-") else (1, atom.text)
    number = quantity.count(digits)
    return sign * number if number is not None else None
