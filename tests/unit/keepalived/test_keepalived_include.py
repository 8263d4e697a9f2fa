"""What a keepalived.conf includes is followed among the files that are given, and nowhere else."""

import pytest

from dbstackc.base.source import Source
from dbstackc.work.lint import lint_sources
from tests.unit.keepalived.existing import INSTANCE

SCRIPT, _, REST = INSTANCE.partition("vrrp_instance")
MAIN = f"include scripts.conf\nvrrp_instance{REST}"


def told(**texts: str) -> list[tuple[str, int, str]]:
    """Return what is told of the first of some files by the reader: line, rule."""
    sources = [Source(f"{name}.conf", text) for name, text in texts.items()]
    return [
        (each.primary.span.source.name, each.primary.span.place[0], each.rule)
        for each in lint_sources(sources, kind="keepalived").found
        if each.primary is not None and ("include" in each.rule or "name" in each.rule)
    ]


def test_what_an_included_file_defines_is_known() -> None:
    assert told(main=MAIN, scripts=SCRIPT) == []
    assert told(main=MAIN.replace("scripts", "/etc/keepalived/scripts", 1), scripts=SCRIPT) == []


def test_what_no_included_file_defines_is_told() -> None:
    other = SCRIPT.replace("alive", "other")
    assert told(main=MAIN, scripts=other) == [("main.conf", 11, "keepalived/name-unknown")]


def test_a_file_that_is_not_given_is_told_and_what_it_may_define_is_not_missed() -> None:
    assert told(main=MAIN) == [("main.conf", 1, "keepalived/include-unread")]


@pytest.mark.parametrize("path", ["*.conf", "../../etc/passwd", "/etc/passwd", "$FILE"])
def test_nothing_else_is_opened(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    told(main=MAIN)  # imports what it needs
    monkeypatch.setattr("builtins.open", refuse)
    found = told(main=MAIN.replace("scripts.conf", path))
    assert {rule for _, _, rule in found} <= {"keepalived/include-unread"}


def test_a_loop_is_told_once_where_it_is_asked_for() -> None:
    found = told(main=MAIN, scripts=SCRIPT + "include again.conf\n", again="include main.conf\n")
    assert ("main.conf", 1, "keepalived/include-loop") in found
    assert told(main="include main.conf\n" + INSTANCE) == [
        ("main.conf", 1, "keepalived/include-loop")
    ]


def test_many_includes_end() -> None:
    texts = {f"a{n}": f"include a{n + 1}.conf\ninclude a{n + 1}.conf\n" for n in range(40)}
    assert told(main="include a0.conf\n" + INSTANCE, **texts)
