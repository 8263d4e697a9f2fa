"""`dbstackc fmt`: lay files out in the one style."""

from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.text import counted
from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import DONE, FOUND, MisuseError, code_of
from dbstackc.surface.inputs import STDIN, read_stdin, spread
from dbstackc.surface.talk import Talk
from dbstackc.syntax.format import format_tree
from dbstackc.syntax.parse import parse
from dbstackc.work.files import read_text, replace


def run(asked: Asked, talk: Talk) -> int:
    """Lay out each file; one with mistakes is left as it is."""
    check, diff = asked.flag("check"), asked.flag("diff")
    paths = spread(asked.listed("PATH"))
    if STDIN in paths and len(paths) > 1:
        raise MisuseError("standard input and files do not go together")
    report = Report()
    changed = 0
    for path in paths:
        name = asked.text("stdin-filename", "<stdin>")
        source = (
            read_stdin(name, report) if path == STDIN else read_text(Path(path), report)
        )  # fmt: skip
        if source is None:
            continue
        laid = _lay_out(source, report)
        if laid is None:
            continue
        if diff:
            from dbstackc.surface.patch import patch

            talk.out(patch(source.name, source.text, laid))
        elif path == STDIN and not check:
            talk.out_exactly(laid.encode())
        if laid == source.text:
            continue
        changed += 1
        if check:
            talk.warn(f"would lay out {source.name}")
        elif not diff and path != STDIN:
            replace(Path(path), laid.encode(), report)
    talk.draw(report)
    if not report.has_errors and STDIN not in paths:
        would = "would change" if check or diff else "changed"
        talk.say(f"{counted(changed, 'file')} {would}, {len(paths) - changed} left as they are.")
    code = code_of(report)
    return max(code, FOUND if changed and (check or diff) else DONE)


def _lay_out(source: Source, report: Report) -> str | None:
    """Return the text laid out; None where it has mistakes, which are then reported."""
    found = Report()
    tree = parse(source, found)
    report.extend(found)
    return None if found.has_errors else format_tree(tree)
