"""From paths to findings: files found, read by what they are, joined to stacks, judged."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from posixpath import dirname, join, normpath

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.record import record, replace
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.check import rule as one
from dbstackc.check.rule import rules as rules_of_dbs
from dbstackc.lint.allowed import allows, apply
from dbstackc.lint.blocks import is_document, parts
from dbstackc.lint.excerpt import settle, settled
from dbstackc.lint.group import stacks
from dbstackc.lint.heres import heres, without
from dbstackc.lint.hidden import hidden
from dbstackc.lint.laid import with_chains, without_parts
from dbstackc.lint.over import judges
from dbstackc.lint.reader import Context, Read, Reader, Text, choose, readers
from dbstackc.lint.rule import Rule, rules
from dbstackc.lint.stack import Stack
from dbstackc.lint.templates import without_fix


@record(frozen=True, slots=True)
class Linted:
    """What came of linting: the stacks, and the findings in the order of files and places."""

    stacks: tuple[Stack, ...]
    found: tuple[Diagnostic, ...]


Kept = Callable[[str, str], bool]
"""Whether a rule is kept for a file, by their names."""


def read_stacks(texts: Iterable[Text], report: Report, kind: str = "") -> tuple[Stack, ...]:
    """Read texts, and return those that belong together as stacks.

    Reports: unknown-kind, and what readers report.
    """
    reads = (read for text in with_chains(texts) for read in _read(text, kind, report))
    return stacks(without_parts(reads))


def lint_sources(sources: Sequence[Source], kind: str = "") -> Linted:
    """Lint texts that lie beside each other; what they include is one of them."""
    by_name = {normpath(source.name): source for source in sources}

    def beside(one: Source, path: str) -> Source | None:
        return by_name.get(normpath(join(dirname(one.name), path)))

    return lint([Text(source, partial(beside, source)) for source in sources], kind)


def lint(
    texts: Iterable[Text],
    kind: str = "",
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    keeps: Kept = lambda rule, name: True,
) -> Linted:
    """Lint texts: those that belong together as one stack.

    kind: of reader, for all of them; "" lets the content decide.
    select: rules to run, all if empty; ignore: rules not to run. `haproxy` means all of its own.

    Reports: unknown-kind, unused-allow, allow-form, what readers and rules report.
    """
    found, said = Report(), Report()
    joined = read_stacks(texts, found, kind)
    reads = [read for stack in joined for read in stack.reads]
    _judge(joined, [r for r in rules() if _is_asked(r.name, select, ignore)], found)
    judge = judges(lambda name: _is_asked(name, select, ignore), map(settle, found))
    for stack in joined:
        judge.judge(stack, found)
    kept = [
        without_fix(settle(each))
        for each in found
        if _is_asked(each.rule, select, ignore) and _is_kept(each, keeps)
    ]
    names = known_rules() if any("dbs:" in read.source.text for read in reads) else frozenset()
    comments = [
        allow
        for source in dict.fromkeys(_whole(read) for read in reads)
        for allow in allows(source, names, said)
        if _is_asked(allow.rule, select, ignore)
    ]
    apply(kept, comments, said)
    return Linted(joined, _masked(said, reads))


def _judge(stacks: Sequence[Stack], rules: Iterable[Rule], found: Report) -> None:
    """Ask each rule of every stack that has a file of its format."""
    having: dict[frozenset[str], list[Stack]] = {frozenset(): list(stacks)}
    for rule in rules:
        among = having.get(rule.kinds)
        if among is None:
            among = [each for each in stacks if not rule.kinds.isdisjoint(each.readers)]
            having[rule.kinds] = among
        if among:
            report = one.Report(rule.name, rule.level, found)
            for stack in among:
                rule.check(stack, report)


def known_rules() -> frozenset[str]:
    """Return the names of all rules, those of .dbs files among them."""
    return frozenset((*(r.name for r in rules()), *(r.name for r in rules_of_dbs())))


def _is_asked(name: str, select: Collection[str], ignore: Collection[str]) -> bool:
    family = name.partition("/")[0]
    if name in ignore or family in ignore:
        return False
    return not select or name in select or family in select


def _is_kept(found: Diagnostic, keeps: Kept) -> bool:
    return found.primary is None or keeps(found.rule, found.primary.span.source.name)


def _read(text: Text, kind: str, report: Report) -> Iterator[Read]:
    source = text.source
    known = [each for each in readers() if not kind or each.kind == kind]
    if not kind and is_document(source.text):
        for part in parts(source):
            yield from _read_script(part, "", known, Context(text.beside, fragment=True), report)
        return
    context = Context(text.beside, under=text.under, is_part=text.is_part, inside=text.inside)
    if kind and known:
        yield _read_by(known[0], source, context, report)
        return
    is_known = False
    for read in _read_script(source, source.name, known, context, report):
        is_known = True
        yield read
    if text.named and not is_known:
        report.error(
            "unknown-kind",
            f"`{source.name}` is of no kind that is known",
            at=None,
            note="its content looks like none of them",
            help="say what it is with `--kind`",
        )


def _read_script(
    source: Source, name: str, known: Sequence[Reader], context: Context, report: Report
) -> Iterator[Read]:
    """Read a text, and each file that it writes. name: by which to tell what it is."""
    written = list(heres(source))
    text = without(source, written) if written else source.text
    reader = choose(name, text, known)
    if reader is not None:
        yield _read_by(reader, source, context, report)
    for here in written:
        inner = choose(here.name, here.text.text, known) if here.name else None
        if inner is not None and inner.kind != "commands":
            yield _read_by(inner, here.text, Context(context.beside, not here.is_whole), report)


def _read_by(reader: Reader, source: Source, context: Context, report: Report) -> Read:
    document = reader.read(source, context, report)
    return Read(source, reader, document, tuple(reader.see(document)), context)


def _whole(read: Read) -> Source:
    return settled(Span(read.source, 0, 0)).source


def _masked(report: Report, reads: Iterable[Read]) -> tuple[Diagnostic, ...]:
    """Return the findings, with no secret in sight."""
    told = all_hidden(reads)
    return tuple(replace(found, masked=told) for found in report)


def all_hidden(reads: Iterable[Read]) -> tuple[Span, ...]:
    """Return every place of some files that must not be shown, in whole files."""
    found = {
        settled(span): None
        for read in reads
        for span in (*read.reader.secrets(read.document), *hidden(read.source))
    }
    return tuple(found)
