"""`# dbs: allow RULE: reason` in files that exist, each in the comment syntax of its format."""

import re
from collections.abc import Collection, Iterable

from dbstackc.base.diagnostic import Diagnostic, Edit, Fix, Level
from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest

_ALLOW = re.compile(
    r"(?P<open><!--|/\*|#+|!+|;+|//+)[ \t]*dbs:[ \t]*allow\b[ \t]*(?P<rule>[^\s:,]*)[ \t]*"
    r"(?P<colon>:?)[ \t]*(?P<reason>.*?)[ \t]*(?:-->|\*/|\r?$)",
    re.M,
)
_NOTHING = re.compile(r"[ \t]*(?:(?:#|!|;|//)[^\n]*|<!--[^\n]*-->[ \t]*|)\r?$")


@record(frozen=True, slots=True)
class Allow:
    """A comment that allows a rule on one line: its own, or, where it stands alone, the next.

    line: from 1, the line that it speaks of.
    """

    rule: str
    span: Span
    line: int


def allows(source: Source, known: Collection[str], report: Report) -> list[Allow]:
    """Return every allow of a text, in order.

    known: the names of all rules.

    Reports: allow-form.
    """
    if "dbs:" not in source.text:
        return []
    found = []
    for match in _ALLOW.finditer(source.text):
        span = Span(source, match.start(), match.end())
        rule, said = match["rule"], match["reason"].strip()
        if rule in known and match["colon"] and said:
            found.append(Allow(rule, span, _line(source, span)))
            continue
        near = nearest(rule, known)
        report.say(
            Level.ERROR,
            "allow-form",
            f"this allow gives no reason for `{rule}`"
            if rule in known
            else f"no rule is called `{rule}`",
            at=span,
            note="who reads it next must be able to tell whether the reason still holds",
            help=f"write `dbs: allow {near}: why`"
            if near and rule not in known
            else f"write `dbs: allow {rule or 'RULE'}: why`",
        )
    return found


def apply(found: Iterable[Diagnostic], allowed: Collection[Allow], report: Report) -> None:
    """Put findings into a report, but for the allowed ones; then tell which allows did nothing.

    Reports: unused-allow, and what is found.
    """
    places: dict[tuple[str, int, int], Allow] = {}
    for allow in allowed:
        places[allow.rule, id(allow.span.source), allow.line] = allow
    used: set[int] = set()
    for each in found:
        hits = [
            hit
            for label in (each.primary, *each.beside)
            if label is not None
            if (hit := places.get((each.rule, id(label.span.source), label.span.place[0])))
        ]
        used.update(map(id, hits))
        if not hits:
            report.add(each)
    for allow in allowed:
        if id(allow) not in used:
            report.say(
                Level.WARNING,
                "unused-allow",
                f"nothing here breaks `{allow.rule}`",
                at=allow.span,
                says="this allows nothing",
                note="an allow that silences nothing would hide the next mistake",
                help="remove the comment",
                fix=Fix("remove the comment", (Edit(_whole(allow.span), ""),)),
            )


def _line(source: Source, span: Span) -> int:
    """Return the line that an allow speaks of."""
    line, column = span.place
    if source.line(line)[: column - 1].strip():
        return line
    after = line + 1
    while after < source.lines and _NOTHING.match(source.line(after)):
        after += 1
    return after


def _whole(span: Span) -> Span:
    """Return a comment with the line that it has for itself, or the blanks before it."""
    text, start, end = span.source.text, span.start, span.end
    while start and text[start - 1] in " \t":
        start -= 1
    if (not start or text[start - 1] == "\n") and text[end : end + 1] == "\n":
        end += 1
    return Span(span.source, start, end)
