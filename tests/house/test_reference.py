"""The reference pages are what the code says of itself; `--bless` writes them."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.model.partition import METHODS
from dbstackc.surface.manual import command_page, exits_page, flags_page, method_page
from dbstackc.surface.table import COMMANDS, GLOBAL
from dbstackc.work.compile import compile_source
from tests.house.code import ROOT


def _listed(*command: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "dbstackc", *command, "--output-format", "markdown"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def _methods() -> str:
    return "\n".join(method_page(kind) for kind in METHODS.values())


def _commands() -> str:
    pages = [command_page(command) for command in COMMANDS]
    return "\n".join((*pages, flags_page("Flags of every command", GLOBAL), exits_page()))


PAGES: dict[str, tuple[str, str, Callable[[], str]]] = {
    "rules": (
        "What is checked",
        "As `dbstackc rules --output-format markdown` prints it; `dbstackc explain RULE` prints one"
        " of these. To keep what a rule finds, write `# allow RULE: reason` above it.",
        lambda: _listed("rules", "--over", "dbs"),
    ),
    "lint": (
        "What is checked in files that exist",
        "As `dbstackc rules --over files --output-format markdown` prints it. To keep what a rule"
        " finds, write `# dbs: allow RULE: reason` (in XML `<!-- dbs: allow RULE: reason -->`) at"
        " the end of the line, or on the line above.",
        lambda: _listed("rules", "--over", "files"),
    ),
    "words": (
        "The words of the language",
        "As `dbstackc words --output-format markdown` prints it; `dbstackc explain WORD` prints one"
        " of these.",
        lambda: _listed("words"),
    ),
    "methods": (
        "How rows are spread",
        "What may follow `by` in a table, besides `copy` and `single`; `dbstackc explain METHOD`"
        " prints one of these, and `dbstackc route` says where a row lives. Shards are counted"
        " from 0, in the order of the table; where a shard's number belongs, its name or its"
        " cluster's will do.",
        _methods,
    ),
    "commands": (
        "The commands",
        "`dbstackc explain COMMAND` prints one of these. What a flag says, an environment variable"
        " can say: `DBSTACKC_FAIL_ON=warning` is `--fail-on warning`.",
        _commands,
    ),
}


def _below(text: str) -> str:
    """Return Markdown with each heading one level down, what is in fences left alone."""
    lines, fenced = [], False
    for line in text.split("\n"):
        fenced ^= line.startswith("```")
        lines.append(f"#{line}" if line.startswith("#") and not fenced else line)
    return "\n".join(lines)


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_what_the_code_says(name: str, bless: bool) -> None:
    title, lead, body = PAGES[name]
    page = ROOT / "docs" / f"{name}.md"
    made = "Made from the code by `pytest --bless tests/house/test_reference.py`: change it there."
    text = f"# {title}\n\n{made}\n\n{lead}\n\n{_below(body()).strip()}\n"
    if bless:
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text


STACK = """dbs 1
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4]
pxc c[1..800] {
  nodes 3 on vm[1..3] from 9001; user app with secret.app; root secret.root; sst secret.sst }
mycat m on vm4 { user app with secret.app for s }
schema s on c[1..800] {
"""


@pytest.mark.parametrize("name", METHODS)
def test_the_example_of_a_method_is_understood(name: str) -> None:
    example = method_page(METHODS[name]).split("```")[1].removeprefix("dbs\n")
    report = Report()
    compile_source(Source("example.dbs", f"{STACK}{example}}}\n"), ROOT, report)
    assert [each.title for each in report if each.level <= Level.ERROR] == []
