"""What a keepalived.conf includes is followed among the files that are given, and nowhere else."""

from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.work.lint import lint, lint_sources
from dbstackc.work.seek import Files
from tests.unit.keepalived.existing import INSTANCE
from tests.unit.keepalived.pieces import HALF, SCRIPT, lay

REST = INSTANCE.partition("vrrp_instance")[2]
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


def looked(folder: Path, **more: str) -> tuple[list[tuple[str, int, str]], list[VrrpInstance]]:
    """Return what is told of a folder with a file in pieces, and the instances in it."""
    lay(folder, more)
    files = Files(Report())
    files.take(str(folder))
    linted = lint(files.texts())
    told = [
        (Path(each.primary.span.source.name).name, each.primary.span.place[0], each.rule)
        for each in linted.found
        if each.primary is not None
    ]
    return told, [one for stack in linted.stacks for one in stack.all(VrrpInstance)]


def test_what_a_block_includes_is_a_part_of_it(tmp_path: Path) -> None:
    told, (one,) = looked(tmp_path)
    assert told == []
    assert one.interface is not None and one.interface.text == "eth7"
    assert one.router_id is not None and one.router_id.text == "77"
    assert [each.text for each in one.addresses] == ["10.0.0.9/24", "10.0.0.10/24"]


def test_a_fault_of_a_part_is_told_once_and_where_it_stands(tmp_path: Path) -> None:
    again = HALF.replace("VI_7", "VI_8").replace("include conf.d/*.conf\n", "")
    wrong = {"more/own.inc": "virtual_router_id 770\n", "again.conf": SCRIPT + again}
    told, found = looked(tmp_path, **wrong)
    assert len(found) == 2
    assert told.count(("own.inc", 1, "keepalived/router-id-range")) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("common.inc", "state BACKUP\n}\n"),
        ("common.inc", "authentication {\n"),
        ("more/own.inc", "virtual_router_id {{ number }}\n"),
        ("more/own.inc", "include ../common.inc\n"),
    ],
)
def test_a_part_that_cannot_be_put_in_leaves_its_block_a_part(
    path: str, text: str, tmp_path: Path
) -> None:
    told, (one,) = looked(tmp_path, **{path: text})
    assert one.router_id is None
    assert {rule for *_, rule in told} <= {"keepalived/include-loop"}
