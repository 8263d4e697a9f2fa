"""Draw diagnostics for people: what is wrong, each place that takes part, and what to do.

Drawing never fails, whatever the text is, and what the text contains cannot command the terminal.
"""

from collections.abc import Iterable, Iterator, Sequence

from dbstackc.base.diagnostic import Diagnostic, Label, Level
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.surface.cells import shown
from dbstackc.surface.look import Look
from dbstackc.surface.marks import Mark, draw_line

_LEVELS = {Level.BUG: "35", Level.ERROR: "31", Level.WARNING: "33", Level.ADVICE: "36"}
_QUIET = "34"


SECRETS = frozenset(("plain-secret",))
"""Rules whose primary label lies on a secret: it is drawn as stars, in every drawing."""


MOST = 1_000
"""Findings that are drawn; a terminal keeps no more lines."""


def draw_all(diagnostics: Iterable[Diagnostic], look: Look) -> str:
    """Draw many, an empty line between any two; empty where there are none.

    One mistake in a pattern is found once for each thing of the pattern: of those at one place only
    the first is drawn, and the rest are counted. Past `MOST` drawings nobody reads on: what is left
    is counted too.
    """
    found = tuple(diagnostics)
    masked = _masked(found)
    alike: dict[tuple[object, ...], list[Diagnostic]] = {}
    for each in found:
        alike.setdefault(_alike(each), []).append(each)
    groups = list(alike.values())
    drawn = [_draw(*same, look=look, masked=masked) for same in groups[:MOST]]
    if len(groups) > MOST:
        left = f"{len(groups) - MOST:,} more are not drawn"
        drawn.append(f"{left}; `--output-format concise` has a line for each\n")
    return "\n".join(drawn)


def draw(diagnostic: Diagnostic, look: Look) -> str:
    """Draw one, with a newline at its end."""
    return _draw(diagnostic, look=look, masked=_masked((diagnostic,)))


def _alike(each: Diagnostic) -> tuple[object, ...]:
    """Return what findings share that one mistake in the text makes."""
    if each.primary is None:
        return each.rule, each.title
    span = each.primary.span
    return each.rule, each.level, id(span.source), span.start, span.end


def draw_places(diagnostic: Diagnostic, look: Look) -> str:
    """Draw the places alone, for what is no finding."""
    return draw(diagnostic, look).partition("\n")[2]


def _draw(diagnostic: Diagnostic, *alike: Diagnostic, look: Look, masked: dict[int, Source]) -> str:
    lines = [_head(diagnostic, look)]
    labels = _labels(diagnostic)
    kept = labels[: look.places]
    pad = len(str(max((label.span.place[0] for label in kept), default=0)))
    for index, (source, inside) in enumerate(_by_source(kept)):
        text = masked.get(id(source), source)
        lines += _source(text, inside, look, pad, diagnostic.level, first=index == 0)
    said = list(_said(diagnostic, len(labels) - len(kept), alike, look, pad))
    if said and labels:
        lines.append(_gutter("", pad, look))
    return "\n".join(line.rstrip(" ") for line in [*lines, *said]) + "\n"


def concise(diagnostic: Diagnostic, look: Look) -> str:
    """Say it in one line, without a newline: `path:line:col: error[rule] title`."""
    head = f"{diagnostic.level.word}[{shown(diagnostic.rule, look)}]"
    place = "" if diagnostic.primary is None else f"{_place(diagnostic.primary.span, look)}: "
    color = _LEVELS[diagnostic.level]
    return f"{place}{paint(head, f'1;{color}', look)} {shown(diagnostic.title, look)}"


def paint(text: str, color: str, look: Look) -> str:
    """Colour a text that is harmless already; color: the numbers of an SGR sequence."""
    return f"\x1b[{color}m{text}\x1b[0m" if look.color and text else text


def _head(diagnostic: Diagnostic, look: Look) -> str:
    head = f"{diagnostic.level.word}[{shown(diagnostic.rule, look)}]"
    title = ": " + shown(diagnostic.title, look)
    return paint(head, f"1;{_LEVELS[diagnostic.level]}", look) + paint(title, "1", look)


def _place(span: Span, look: Look) -> str:
    line, column = span.place
    return f"{shown(span.source.name, look)}:{line}:{column}"


def _masked(diagnostics: Iterable[Diagnostic]) -> dict[int, Source]:
    """Return, by identity, sources of the same shape with stars where secrets are written."""
    hidden: dict[int, tuple[Source, set[tuple[int, int]]]] = {}
    for masked in {id(each.masked): each.masked for each in diagnostics if each.masked}.values():
        for span in masked:
            hidden.setdefault(id(span.source), (span.source, set()))[1].add((span.start, span.end))
    for each in diagnostics:
        if each.rule in SECRETS and each.primary is not None:
            span = each.primary.span
            hidden.setdefault(id(span.source), (span.source, set()))[1].add((span.start, span.end))
    return {
        key: Source(source.name, _starred(source.text, at)) for key, (source, at) in hidden.items()
    }


def _starred(text: str, places: Iterable[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in sorted(places):
        start = max(start, done)
        parts.append(text[done:start])
        parts.append("".join(char if char in '"\n' else "*" for char in text[start:end]))
        done = max(done, end)
    return "".join((*parts, text[done:]))


def _labels(diagnostic: Diagnostic) -> list[Label]:
    if diagnostic.primary is None:
        return list(dict.fromkeys(diagnostic.beside))
    return list(dict.fromkeys((diagnostic.primary, *diagnostic.beside)))


def _by_source(labels: list[Label]) -> Iterable[tuple[Source, list[Label]]]:
    """Gather labels by source, the first label's source first."""
    found: dict[int, tuple[Source, list[Label]]] = {}
    for label in labels:
        found.setdefault(id(label.span.source), (label.span.source, []))[1].append(label)
    return found.values()


def _source(
    source: Source, labels: list[Label], look: Look, pad: int, level: Level, *, first: bool
) -> Iterator[str]:
    """Yield the lines of one source that have labels, and what is said at them."""
    corner = ("╭─" if first else "├─") if look.boxes else ("-->" if first else ":::")
    if not first:
        yield _gutter("", pad, look)
    place = _place(labels[0].span, look)
    space = " " * (pad + 1) if look.boxes else " " * pad
    yield f"{space}{paint(corner, _QUIET, look)} {place}"
    yield _gutter("", pad, look)
    marked: dict[int, list[Mark]] = {}
    for label in labels:
        mark = _mark(label, is_primary=first and label is labels[0])
        marked.setdefault(mark.line, []).append(mark)
    last = 0
    for number in sorted(marked):
        if last and number == last + 2:
            between = draw_line(source.line(last + 1), [], look).text
            yield _gutter(between, pad, look, last + 1)
        elif last and number > last + 2:
            yield paint(" " * (pad + 1) + "┆" if look.boxes else "...", _QUIET, look)
        drawn = draw_line(source.line(number), marked[number], look)
        yield _gutter(drawn.text, pad, look, number)
        for row in drawn.rows:
            parts = (paint(text, _color(kind, level), look) if kind else text for text, kind in row)
            yield _gutter("".join(parts), pad, look)
        last = number


def _color(kind: str, level: Level) -> str:
    return f"1;{_LEVELS[level] if kind == 'primary' else _QUIET}"


def _mark(label: Label, *, is_primary: bool) -> Mark:
    """Return the part of a label that its first line shows."""
    span = label.span
    line, column = span.place
    last, end = span.source.place(span.end)
    text = label.text
    if last > line and end == 1:
        last, end = last - 1, len(span.source.line(last - 1)) + 1
    if last > line:
        end = len(span.source.line(line)) + 1
        text = f"{text} (to line {last})" if text else f"to line {last}"
    return Mark(line, column - 1, max(end - 1, column), text, is_primary)


def _gutter(text: str, pad: int, look: Look, number: int = 0) -> str:
    bar = "│" if look.boxes else "|"
    head = f"{number or '':>{pad}} {bar}"
    return f"{paint(head, _QUIET, look)} {text}" if text else paint(head, _QUIET, look)


def _said(
    diagnostic: Diagnostic, hidden: int, alike: Sequence[Diagnostic], look: Look, pad: int
) -> Iterator[str]:
    """Yield the fix, the notes, what was left out, and the helps."""
    parts = [("fix", diagnostic.fix.title)] if diagnostic.fix else []
    parts += [("note", note) for note in diagnostic.notes]
    if hidden:
        parts.append(("note", f"and {hidden} more {'place' if hidden == 1 else 'places'}"))
    if alike:
        last = shown(alike[-1].title, look)
        parts.append(("note", f"{len(alike)} more found here, the last: {last}"))
    said = {text for _, text in parts}
    parts += [("help", text) for text in diagnostic.helps if text not in said]
    space = " " * (pad + 1)
    for word, text in parts:
        first, *rest = text.splitlines() or [""]
        equals = paint("=", _QUIET, look)
        yield f"{space}{equals} {paint(word + ':', '1', look)} {shown(first, look)}"
        for line in rest:
            yield f"{space}  {' ' * len(word)}  {shown(line, look)}"
