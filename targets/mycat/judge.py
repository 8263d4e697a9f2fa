"""What breaks the form of a file that exists, told where it stands."""

import re

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.lint.xml import Xml

from .form import FormError, read
from .form.definition import definitions

_BARE = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z_][\w.-]*);)")
_NOTES = {
    "mycat/no-xml": "MyCat stops at the first of these and does not start",
    "mycat/form": "MyCat holds its files against its own DTD, and does not start",
    "mycat/other-version": "MyCat 1.6.7.4 has a DTD without it, and does not start",
}
_NAMES = {"xml": "mycat/no-xml", "form": "mycat/form", "form-version": "mycat/other-version"}


def judge(document: Xml, report: Report) -> None:
    """Report what MyCat's parser refuses of a whole file.

    Reports: mycat/no-xml, mycat/form, mycat/other-version.

    Source: MyCat 1.6.7.4, ConfigUtil.getDocument; schema.dtd, rule.dtd and server.dtd; those of 1.5
    and 1.6.7.6.
    """
    told: set[tuple[str, int]] = set()
    for error in read(document.kind, document.source.text, document)[1]:
        at = error.at or _line(document, error.line)
        if (error.message, at.start) not in told:
            told.add((error.message, at.start))
            _say(document, error, at, report)


def _say(document: Xml, error: FormError, at: Span, report: Report) -> None:
    name, help, fix = _NAMES[error.kind], "", None
    title = error.message
    if error.kind == "xml" and (bare := _bare(document)) is not None:
        at, fix = bare, Fix("write `&amp;`", (Edit(bare, "&amp;"),))
        title = "this is not XML: `&` begins the name of a character"
        help = "write `&amp;` for `&`, in passwords too"
    elif error.kind == "form-version" and "xmlns" in title:
        title = "this file is of MyCat 1.5 or older: " + title
        help = (
            "write `http://io.mycat/` for MyCat 1.6, and `io.mycat.route.function.` before classes"
        )
    elif "DOCTYPE" in title:
        help = f'write `<!DOCTYPE mycat:{document.kind} SYSTEM "{document.kind}.dtd">` before it'
    elif title.startswith("`") and " takes no `" in title:
        word = title.split("`")[1]
        known = definitions(document.kind).get(word)
        names = ", ".join(known.attributes) if known else ""
        help = f"`{word}` takes {names}" if names else ""
    level = Level.WARNING if "since MyCat" in title else Level.ERROR
    report.say(level, name, title, at=at, note=_NOTES[name], help=help, fix=fix)


def _bare(document: Xml) -> Span | None:
    """Return the first `&` that begins no reference, where XML takes it for one."""
    text = document.source.text
    for piece in document.pieces:
        if piece.kind in ("text", "tag", "stray") and (
            found := _BARE.search(text, piece.start, piece.end)
        ):
            return Span(document.source, found.start(), found.end())
    return None


def _line(document: Xml, number: int) -> Span:
    source = document.source
    number = min(max(number, 1), source.lines)
    start = source.starts[number - 1]
    return Span(source, start, start + len(source.line(number)))
