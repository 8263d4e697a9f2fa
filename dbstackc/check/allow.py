"""`# allow RULE: reason`: findings that a person has looked at."""

import re
from collections.abc import Iterable, Sequence

from dbstackc.base.diagnostic import Diagnostic, Edit, Fix, Level
from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.syntax.tree import Comment, Statement, Tree

_ALLOW = re.compile(r"#+\s*allow\b\s*(?P<rule>[^\s:,]*)\s*(?P<colon>:?)\s*(?P<reason>.*)$")


@record(frozen=True, slots=True)
class Allow:
    """A comment that allows a rule in one statement.

    scope: the statement that it stands above or at the end of, its block included.
    """

    rule: str
    reason: str
    comment: Comment
    scope: Span


def allows(trees: Sequence[Tree], known: Iterable[str], report: Report) -> list[Allow]:
    """Return every allow of some files, in order.

    known: the names of all rules.

    Reports: allow-form.
    """
    names = set(known)
    found: list[Allow] = []
    for tree in trees:
        for statement in tree.statements:
            _collect(statement, names, found, report)
    return found


def apply(found: Iterable[Diagnostic], allowed: Sequence[Allow], report: Report) -> None:
    """Put findings into a report, but for the allowed ones; then tell which allows did nothing.

    Reports: unused-allow, and what is found.
    """
    used: set[int] = set()
    by_rule: dict[str, list[tuple[int, Allow]]] = {}
    for index, allow in enumerate(allowed):
        by_rule.setdefault(allow.rule, []).append((index, allow))
    for diagnostic in found:
        hit = False
        for index, allow in by_rule.get(diagnostic.rule, ()):
            if _covers(allow.scope, diagnostic):
                used.add(index)
                hit = True
        if not hit:
            report.add(diagnostic)
    for index, allow in enumerate(allowed):
        if index not in used:
            report.say(
                Level.WARNING,
                "unused-allow",
                f"nothing here breaks `{allow.rule}`",
                at=allow.comment.span,
                says="this allows nothing",
                note="an allow that silences nothing would hide the next mistake",
                help="remove the comment",
                fix=Fix("remove the comment", (Edit(allow.comment.span, ""),)),
            )


def _covers(scope: Span, diagnostic: Diagnostic) -> bool:
    labels = (diagnostic.primary, *diagnostic.beside)
    return any(
        label is not None
        and label.span.source is scope.source
        and scope.start <= label.span.start
        and label.span.end <= scope.end
        for label in labels
    )


def _collect(statement: Statement, known: set[str], found: list[Allow], report: Report) -> None:
    comments = statement.before if statement.after is None else (*statement.before, statement.after)
    for comment in comments:
        if "allow" not in comment.text:
            continue
        match = _ALLOW.match(comment.text)
        if match is None:
            continue
        rule, reason = match["rule"], match["reason"].strip()
        if rule in known and match["colon"] and reason:
            found.append(Allow(rule, reason, comment, statement.span))
            continue
        near = nearest(rule, known)
        report.say(
            Level.ERROR if rule in known or near else Level.WARNING,
            "allow-form",
            f"this allow gives no reason for `{rule}`"
            if rule in known
            else f"no rule is called `{rule}`",
            at=comment.span,
            note="who reads it next must be able to tell whether the reason still holds",
            help=f"write `# allow {near}: why`"
            if near and rule not in known
            else f"write `# allow {rule or 'RULE'}: why`",
        )
    for inner in statement.block or ():
        _collect(inner, known, found, report)
