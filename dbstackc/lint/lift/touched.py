"""The places in files that statements speak of."""

from collections.abc import Iterator, Sequence

from dbstackc.base.span import Span
from dbstackc.syntax.tree import Atom, Call, Pair, Statement


class Spans:
    """Places in files, asked by what holds them."""

    def __init__(self, spans: Iterator[Span]) -> None:
        self._starts: dict[int, list[tuple[int, int]]] = {}
        for span in spans:
            self._starts.setdefault(id(span.source), []).append((span.start, span.end))

    def inside(self, whole: Span) -> bool:
        """Return whether any of the places lies in another one."""
        return any(
            whole.start <= start and end <= whole.end
            for start, end in self._starts.get(id(whole.source), ())
        )


class Touched(Spans):
    """The places that words of statements are from."""

    def __init__(self, made: Sequence[Statement]) -> None:
        super().__init__(_spans(made))


def _spans(made: Sequence[Statement]) -> Iterator[Span]:
    for each in made:
        values = (*each.values, *(value for clause in each.clauses for value in clause.values))
        for value in values:
            for atom in value.atoms:
                yield from _of(atom)
        yield from _spans(each.block or ())


def _of(atom: Atom) -> Iterator[Span]:
    yield atom.span
    if isinstance(atom, Call):
        for inner in atom.argument.atoms if atom.argument is not None else ():
            yield inner.span
    elif isinstance(atom, Pair):
        yield atom.left.span
