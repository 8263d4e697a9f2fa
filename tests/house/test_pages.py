"""The pages show what is so: examples compile, sessions print this, links lead somewhere."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.code import ROOT, tracked

MADE = {Path(f"docs/{name}.md") for name in ("commands", "methods", "rules", "words")}
"""Pages that commands print; their examples are held where they come from, and some are bad."""

PAGES = [
    path
    for path in tracked()
    if path.suffix == ".md" and path.parts[0] != "tests" and path not in MADE
]

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def fences(kind: str) -> list[tuple[str, str]]:
    """Return each fenced text of a kind, with the page and line where it stands."""
    found = []
    for path in PAGES:
        page = (ROOT / path).read_text(encoding="utf-8")
        for match in FENCE.finditer(page):
            if match[1] == kind:
                found.append((f"{path}:{page.count(chr(10), 0, match.start()) + 1}", match[2]))
    return found


def _dbstackc(arguments: list[str], cwd: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dbstackc", *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "HOME": str(cwd)},
    )


@pytest.mark.parametrize(("where", "text"), fences("dbs"), ids=[at for at, _ in fences("dbs")])
def test_a_page_shows_a_stack_without_a_mistake(tmp_path: Path, where: str, text: str) -> None:
    done = _dbstackc(["check", "-"], tmp_path, text)
    assert done.returncode == 0, done.stdout


CONSOLE = fences("console")

NOTES = (ROOT / "samples/four-hosts/as-in-the-notes.dbs").read_text(encoding="utf-8")

GIVEN = {
    "shop.dbs": "dbs 1\nhots vm1 at 10.0.0.1\nhost vm[1..4] at 10.0.0.[1..3]\n",
    "notes.dbs": "".join(line for line in NOTES.splitlines(True) if "# allow" not in line),
}
"""Files that the sessions on the pages speak of and do not show; samples lie there too."""


@pytest.mark.parametrize(("where", "text"), CONSOLE, ids=[at for at, _ in CONSOLE])
def test_a_session_on_a_page_prints_what_is_shown(
    tmp_path: Path, where: str, text: str, bless: bool
) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    for name, content in GIVEN.items():
        (tmp_path / name).write_text(content)
    printed = ""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command = part.partition("\n")[0]
        name, *arguments = shlex.split(command)
        assert name == "dbstackc"
        done = _dbstackc(arguments, tmp_path)
        told = f"{done.stdout.rstrip()}\n\n{done.stderr.rstrip()}".strip("\n")
        printed += f"$ {command}\n" + (f"{told}\n" if told else "")
    if bless:
        page = ROOT / where.rpartition(":")[0]
        written = page.read_text(encoding="utf-8")
        page.write_text(written.replace(f"```console\n{text}```", f"```console\n{printed}```"))
    else:
        assert printed == text


def test_links_lead_to_files_of_the_repository() -> None:
    lost = []
    for path in PAGES:
        for link in LINK.findall((ROOT / path).read_text(encoding="utf-8")):
            if "://" not in link and not (ROOT / path.parent / link).exists():
                lost.append(f"{path}: {link}")
    assert lost == []


def test_the_pages_show_a_stack_and_a_session() -> None:
    assert fences("dbs") and CONSOLE
