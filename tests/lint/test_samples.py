"""What linting says of the samples: of the stack by hand much, of our own bundles nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.lift.lift import lift
from dbstackc.lint.reader import Text
from dbstackc.model.export import to_json
from dbstackc.surface.look import ASCII
from dbstackc.surface.render import concise
from dbstackc.syntax.format import format_tree
from dbstackc.work.build import build
from dbstackc.work.compile import compile_path, compile_source
from dbstackc.work.lint import lint_sources, read_stacks
from tests.corpus import TESTS, settle
from tests.house.code import ROOT

BY_HAND = ROOT / "samples/four-hosts/by-hand.md"
STACKS = {
    "four-hosts/four-hosts.dbs": (),
    "four-hosts/staging.dbs": ("interface",),
    "laptop/laptop.dbs": ("interface", "schemas", "databases"),
}
"""Samples, and what no file of their bundles tells: a vip tells a device, MyCat a schema."""


def bundle(name: str) -> tuple[object, list[Source]]:
    """Return a sample's topology and the files of its bundle."""
    report = Report()
    compiled = compile_path(ROOT / "samples" / name, report)
    assert compiled.topology is not None and not report.has_errors
    made = build(compiled.topology, compiled.sources, "0", report)
    assert made is not None
    files = {path: content.decode() for path, (content, _) in made.files.items()}
    return compiled.topology, [Source(path, text) for path, text in sorted(files.items())]


def test_the_stack_by_hand_is_found_out(bless: bool) -> None:
    found = lint_sources([Source("by-hand.md", BY_HAND.read_text())]).found
    assert len(found) >= 40
    assert len({each.rule for each in found}) >= 40
    told = "".join(f"{concise(each, ASCII)}\n" for each in found).encode()
    place = TESTS / "lint" / "by-hand.txt"
    settle(place.parent, {place.name: told}, {place.name: place.read_bytes()}, bless)


def test_each_section_of_it_in_which_something_is_done_went_somewhere() -> None:
    """The page's table has each heading over a command or a file, beside its chapter's."""
    page = (BY_HAND.parent / "README.md").read_text()
    table = page.partition("### Section by section")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    done = list(_sections(BY_HAND.read_text()))
    assert len(done) > 50
    for chapter, *sections in done:
        mine = [row for row in rows if row.strip().partition(":")[0] == chapter]
        assert mine, chapter
        for section in sections:
            # a reference or a sentence in a heading's place, or what follows a comma, names nothing
            name = section.partition(",")[0].partition("，")[0]
            is_name = not name.startswith("参考") and len(name) < 30
            assert not is_name or any(name in row for row in mine), (chapter, name)


def _sections(text: str) -> Iterator[list[str]]:
    """Yield the headings that each block of code stands under, chapters first."""
    over: list[str] = []
    is_code = False
    for line in text.splitlines():
        if line.startswith("```"):
            is_code = not is_code
            if is_code and over:
                yield list(over)
        elif not is_code and (match := re.match(r"(#{2,4}) (.*)", line)):
            over = [*over[: len(match[1]) - 2], match[2].strip()]


def test_the_page_says_how_much_of_it_import_leaves_out() -> None:
    text = Text(Source("by-hand.md", BY_HAND.read_text()), lambda path: None)
    made = [lift(stack) for stack in read_stacks([text], Report())]
    left = [each.why for one in made if one is not None for each in one.left]
    steps = [why for why in left if re.search(r"\b(?:pull|reload|program|step)s? ", why)]
    page = " ".join((BY_HAND.parent / "README.md").read_text().split())
    assert f"could not carry: {len(left)} things, of which {len(steps)} are steps" in page


def test_no_password_of_it_is_shown() -> None:
    found = lint_sources([Source("by-hand.md", BY_HAND.read_text())]).found
    masked = {span.text for span in found[0].masked}
    assert {"123456", "backup123", "1111", "somewordpress"} <= masked


ASKED_FOR = {("socket-inside", "`map` may do whatever root of the machine may")}
"""What is found in a bundle because the sample asks for it, and says so."""


@pytest.mark.parametrize("name", [*STACKS, "hundred-shards/hundred-shards.dbs"])
def test_a_bundle_of_ours_is_beyond_reproach(name: str) -> None:
    _, sources = bundle(name)
    found = lint_sources(sources).found
    told = {(each.rule, each.title) for each in found if each.rule != "unknown-kind"}
    assert told <= (ASKED_FOR if name == "four-hosts/swarm.dbs" else set())


def test_so_is_that_of_a_swarm_but_for_the_map_that_it_asks_for() -> None:
    place = TESTS / "golden/swarm/out"
    files = [path for path in sorted(place.rglob("*")) if path.is_file()]
    sources = [Source(str(path.relative_to(place)), path.read_text()) for path in files]
    found = lint_sources(sources).found
    assert {e.rule for e in found} <= {"unknown-kind", "socket-inside"}


@pytest.mark.parametrize("name", STACKS)
def test_a_bundle_gives_back_the_stack_that_it_is_of(name: str, tmp_path: Path) -> None:
    topology, sources = bundle(name)
    by_name = {source.name: source for source in sources}
    texts = [Text(source, by_name.get, named=False) for source in sources]
    stacks = read_stacks(texts, Report())
    lifted = lift(max(stacks, key=lambda stack: len(stack.reads)))
    assert lifted is not None
    report = Report()
    again = compile_source(Source("again.dbs", format_tree(lifted.tree)), tmp_path, report).topology
    assert again is not None
    assert [each.title for each in report if each.level <= Level.ERROR] == []
    assert told(again, STACKS[name]) == told(topology, STACKS[name])


NEVER_TOLD = ("at", "origins", "doc", "zone")
"""What a bundle carries for people alone: where things were said, and how hosts fail together."""


def told(topology: object, untold: tuple[str, ...]) -> object:
    """Return what a topology says, but for what no file of its bundle tells."""
    whole = to_json(topology)  # type: ignore[arg-type]
    for host in whole["hosts"]:
        host.pop("memory")
    parts = ("hosts", "clusters", "schemas", "routers", "balancers", "vips")
    return _bare({key: whole[key] for key in parts if key not in untold}, (*NEVER_TOLD, *untold))


def _bare(value: object, untold: tuple[str, ...]) -> object:
    if isinstance(value, dict):
        return {key: _bare(each, untold) for key, each in value.items() if key not in untold}
    if isinstance(value, list | tuple):
        return [_bare(each, untold) for each in value]
    return value
