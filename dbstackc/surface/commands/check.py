"""`dbstackc check`: tell what is wrong, and write nothing."""

from pathlib import Path

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.report import Report
from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import BROKEN, DONE, FOUND, code_of
from dbstackc.surface.inputs import STDIN, named, read_stdin
from dbstackc.surface.look import Look
from dbstackc.surface.rule_names import choose_rules
from dbstackc.surface.talk import Talk, drawn, summary
from dbstackc.work.compile import Compiled, compile_path, compile_source


def run(asked: Asked, talk: Talk) -> int:
    """Check files, tell the findings on standard output or to a file, and count them."""
    paths = named(asked.listed("PATH"))
    found: dict[tuple[object, ...], Diagnostic] = {}
    files: set[str] = set()
    for path in paths:
        report = Report()
        compiled = compile_named(path, asked, report)
        files.update(source.name for source in compiled.sources)
        for each in report:
            found.setdefault(_identity(each), each)
    told = list(found.values())
    code = code_of(told, asked.text("fail-on", "error"))
    if code == FOUND and asked.flag("exit-zero"):
        code = DONE
    if not tell(told, code, asked, talk):
        return BROKEN
    talk.say(summary(told, len(files) or len(paths)))
    return code


def compile_named(path: str, asked: Asked, report: Report) -> Compiled:
    """Compile a file, or standard input, as the flags say."""
    select, ignore = choose_rules(asked)
    single = asked.flag("single-host")
    if path != STDIN:
        return compile_path(Path(path), report, select, ignore, single)
    name = asked.text("stdin-filename")
    source = read_stdin(name, report)
    if source is None:
        return Compiled(None, (), ())
    return compile_source(source, Path(name).parent, report, select, ignore, single)


def tell(found: list[Diagnostic], code: int, asked: Asked, talk: Talk) -> bool:
    """Tell findings where and how the flags say; return whether that could be done."""
    form = asked.text("output-format", "full")
    place = asked.text("output-file")
    if form in ("full", "concise"):
        look = Look() if place else talk.out_look
        text = drawn(found, look, concise=form == "concise")
    else:
        from dbstackc.surface.export import export

        text = export(form, found, code)
    if not place:
        talk.out(text)
        return True
    from dbstackc.work.files import replace

    report = Report()
    replace(Path(place), text.encode(), report)
    talk.draw(report)
    return not report.has_errors


def tell_instead(report: Report, form: str, talk: Talk) -> int:
    """Tell the findings that stand in the way of a product, and return the exit code.

    They are drawn on standard error. form: how the product would have been printed; where that is
    JSON, the findings stand in its place.
    """
    code = code_of(report) or FOUND
    talk.draw(report)
    if form == "json":
        from dbstackc.surface.export import export

        talk.out(export("json", list(report), code))
    return code


def _identity(found: Diagnostic) -> tuple[object, ...]:
    """Return what makes a finding the same one when a file is read twice."""
    if found.primary is None:
        return found.rule, found.title
    span = found.primary.span
    return found.rule, found.title, span.source.name, span.start, span.end
