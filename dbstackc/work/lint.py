"""From paths to findings: files found, read by what they are, joined to stacks, judged."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from dbstackc.base.diagnostic import Diagnostic, Level
from dbstackc.base.record import record, replace
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.check.rule import Report as Said
from dbstackc.lint.excerpt import settle, settled
from dbstackc.lint.reader import Context, Read, Reader, choose, readers
from dbstackc.lint.rule import rules
from dbstackc.lint.stack import Stack


@record(frozen=True, slots=True)
class Linted:
    """What came of linting: the stacks, and the findings in the order of files and places."""

    stacks: tuple[Stack, ...]
    found: tuple[Diagnostic, ...]


def lint_sources(
    sources: Sequence[Source],
    kind: str = "",
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> Linted:
    """Lint texts as one stack.

    kind: of reader, for all of them; "" lets the content decide.

    Reports: unknown-kind, what readers and rules report.
    """
    report = Report()
    reads = tuple(read for source in sources for read in _read(source, sources, kind, report))
    stack = Stack(reads)
    for rule in rules():
        if rule.name not in ignore and (not select or rule.name in select):
            rule.check(stack, Said(rule.name, rule.level, report))
    return Linted((stack,), _told(report, reads))


def _read(source: Source, among: Sequence[Source], kind: str, report: Report) -> Iterable[Read]:
    known = [each for each in readers() if not kind or each.kind == kind]
    reader = known[0] if kind and known else choose(source.name, source.text, known)
    if reader is None:
        report.say(Level.ADVICE, "unknown-kind", f"`{source.name}` is no file of a stack", at=None)
        return
    yield _read_by(reader, source, among, report)


def _read_by(reader: Reader, source: Source, among: Sequence[Source], report: Report) -> Read:
    folder = Path(source.name).parent

    def beside(path: str) -> Source | None:
        wanted = str(folder / path)
        return next((each for each in among if each.name == wanted), None)

    context = Context(beside)
    document = reader.read(source, context, report)
    return Read(source, reader, document, tuple(reader.see(document)), context)


def _told(report: Report, reads: Iterable[Read]) -> tuple[Diagnostic, ...]:
    """Return the findings, each with its places in whole files, and no secret in sight."""
    hidden: tuple[Span, ...] = tuple(
        settled(span) for read in reads for span in read.reader.secrets(read.document)
    )
    return tuple(replace(settle(found), masked=hidden) for found in report)
