"""What is told of a keepalived.conf that exists, and where; near it, nothing is."""

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.reader import Context, readers
from tests.unit.keepalived.existing import INSTANCE, LIKE_IT, REFUSED, SERVER, changed

(READER,) = (each for each in readers() if each.kind == "keepalived")


def told(text: str, *, fragment: bool = False) -> list[tuple[str, int]]:
    """Return what reading a text reports: rules, without their target, and lines."""
    report = Report()
    context = Context(lambda name: None, fragment=fragment)
    READER.read(Source("keepalived.conf", text), context, report)
    return [(d.rule.partition("/")[2], d.primary.span.place[0]) for d in report if d.primary]


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_wrong_is_told_where_it_is(what: str) -> None:
    text, rule, line = REFUSED[what]
    assert (rule, line) in told(text)


@pytest.mark.parametrize("what", LIKE_IT)
def test_nothing_is_told_of_what_is_like_it(what: str) -> None:
    assert told(LIKE_IT[what]) == []


@pytest.mark.parametrize(
    "text",
    [
        changed(INSTANCE, "        alive", "        include scripts.conf"),
        f"include scripts.conf\n{changed(INSTANCE, '        alive', '        other')}",
        changed(INSTANCE, "priority 110", "priority {{ priority }}"),
        changed(INSTANCE, "priority 110", "priority $PRIORITY"),
        changed(INSTANCE, "virtual_router_id 61", "@one virtual_router_id 61"),
    ],
    ids=["included", "included before", "template", "environment", "condition"],
)
def test_nothing_is_told_of_what_is_not_known(text: str) -> None:
    assert {rule for rule, _ in told(text)} <= {"include-unread"}


def test_a_part_of_a_file_may_lack_what_a_whole_one_must_have() -> None:
    part = changed(INSTANCE, "    virtual_router_id 61\n", "")
    assert told(part[45:-2], fragment=True) == []
    assert ("brace-open", 1) in told(part[45:-2])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (changed(INSTANCE, "vrrp_instance a {", "vrrp_instance a"), [("brace-missing", 4)]),
        (changed(INSTANCE, "track_script {", "track_script"), [("brace-missing", 12)]),
        (changed(INSTANCE, "state BACKUP", "state BACKUP\n}"), [("unknown-word", 7)]),
        (changed(INSTANCE, "100/24\n    }", "100/24"), [("brace-open", 11)]),
        (changed(INSTANCE, "true\"\n}", 'true"'), [("brace-open", 3)]),
        (INSTANCE[:-2] + SERVER, [("brace-open", 15)]),
    ],
    ids=["no {", "no { of a list", "an early }", "no } of a list", "no }", "no } at the end"],
)  # fmt: skip
def test_one_brace_is_told_once(text: str, expected: list[tuple[str, int]]) -> None:
    assert told(text) == expected
