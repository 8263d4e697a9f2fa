"""What the language would read otherwise than it was meant: words of files that mean more here."""

import re
from collections.abc import Iterator, Sequence

from dbstackc.base.record import replace
from dbstackc.lint.lift.draft import Draft
from dbstackc.syntax.tree import Atom, Call, Pair, Statement, Word

_MORE = re.compile(r"\$|.*(?:\[[^\]:]*\]|[\s{}()\"'#;,`])", re.S)
"""A `let`, a pattern, or what no bare word holds."""


def fit(made: Sequence[Statement], draft: Draft) -> list[Statement]:
    """Return statements without those whose words the language would not leave as they are."""
    found = []
    for each in made:
        odd = next(_odd(each), None)
        if odd is not None:
            draft.leave(odd.span, f"`{_shown(odd.text)}` is no word that the language takes")
        elif each.block is None:
            found.append(each)
        else:
            found.append(replace(each, block=tuple(fit(each.block, draft))))
    return found


def _odd(made: Statement) -> Iterator[Word]:
    values = (*made.values, *(value for clause in made.clauses for value in clause.values))
    for value in values:
        for atom in value.atoms:
            yield from (word for word in _words(atom) if not word.text or _MORE.match(word.text))


def _words(atom: Atom) -> Iterator[Word]:
    if isinstance(atom, Word):
        yield atom
    elif isinstance(atom, Call):
        for inner in atom.argument.atoms if atom.argument is not None else ():
            yield from _words(inner)
    elif isinstance(atom, Pair):
        yield from (atom.left, atom.right)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "…"
