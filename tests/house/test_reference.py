"""The reference pages are what the commands print; `--bless` writes them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.code import ROOT

PAGES = {"rules": "What is checked", "words": "The words of the language"}


def printed(command: str, title: str) -> str:
    """Return a reference page: a heading, how it is made, and what the command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "dbstackc", command, "--output-format", "markdown"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    body = "\n".join(f"#{line}" if line.startswith("#") else line for line in _outside(done.stdout))
    made = f"Made by `dbstackc {command} --output-format markdown`; change the code instead."
    return f"# {title}\n\n{made}\n\n{body.strip()}\n"


def _outside(text: str) -> list[str]:
    """Return the lines, those within fences kept from looking like headings."""
    lines, fenced = [], False
    for line in text.split("\n"):
        fenced ^= line.startswith("```")
        lines.append(f" {line}" if fenced and line.startswith("#") else line)
    return lines


@pytest.mark.parametrize("command", PAGES)
def test_a_reference_page_is_what_the_command_prints(command: str, bless: bool) -> None:
    page: Path = ROOT / "docs" / f"{command}.md"
    text = printed(command, PAGES[command])
    if bless:
        page.write_text(text)
    assert page.read_text() == text
