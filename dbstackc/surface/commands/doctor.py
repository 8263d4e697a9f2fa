"""`dbstackc doctor`: tell what this installation is made of and which engines are at hand."""

import json
import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of

from dbstackc.emit.load import names
from dbstackc.shipped import folder
from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import BROKEN, DONE
from dbstackc.surface.talk import Talk
from dbstackc.surface.version import version

NEEDED = ("lark", "jinja2", "lxml", "pyyaml", "typer")
"""Libraries without which some command fails."""

ENGINES = {
    "docker": ("docker", "--version"),
    "docker-compose": ("docker-compose", "--version"),
    "haproxy": ("haproxy", "-v"),
    "keepalived": ("keepalived", "--version"),
    "mariadbd": ("mariadbd", "--version"),
    "shellcheck": ("shellcheck", "--version"),
}
"""What reads the artifacts, and how it is asked for its release. None is needed to compile."""

PATIENCE = 5.0
"""Seconds that a program has to tell its release."""


def run(asked: Asked, talk: Talk) -> int:
    """Print what was found; a library or folder that is missing makes the exit code 3."""
    libraries = {name: _library(name) for name in NEEDED}
    shipped = {name: folder(name).is_dir() for name in ("grammar", "targets")}
    engines = {name: _asked(command) for name, command in ENGINES.items()}
    is_whole = all(libraries.values()) and all(shipped.values())
    found = {
        "version": version(),
        "python": platform.python_version(),
        "libraries": libraries,
        "targets": list(names()) if shipped["targets"] else [],
        "engines": engines,
        "is_whole": is_whole,
    }
    if asked.text("output-format", "full") == "json":
        talk.out(json.dumps(found, indent=1) + "\n")
        return DONE if is_whole else BROKEN
    talk.out(f"dbstackc {found['version']}, Python {found['python']}\n\nlibraries\n")
    talk.out(_rows(libraries, "missing: install dbstackc again"))
    talk.out(f"\ntargets\n  {', '.join(names()) if shipped['targets'] else 'missing'}\n")
    talk.out("\nengines, which only tests of the bundle need\n")
    talk.out(_rows(engines, "not here"))
    if not shipped["grammar"]:
        talk.warn("the grammar is missing: install dbstackc again")
    return DONE if is_whole else BROKEN


def _library(name: str) -> str | None:
    try:
        return version_of(name)
    except PackageNotFoundError:
        return None


def _asked(command: tuple[str, ...]) -> str | None:
    """Return what a program says of its release, on one line; None where it is not here."""
    if shutil.which(command[0]) is None:
        return None
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return "here, and does not answer"
    lines = [
        line for line in (done.stdout + done.stderr).splitlines() if any(map(str.isdigit, line))
    ]
    return lines[0].strip() if lines else "here"


def _rows(found: dict[str, str | None], missing: str) -> str:
    width = max(map(len, found))
    return "".join(f"  {name:{width}}  {what or missing}\n" for name, what in found.items())
