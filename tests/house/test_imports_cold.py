"""What a command may import before it answers: a slow start is felt at every keystroke."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.code import ROOT, dotted, modules

HEAVY = frozenset({"typer", "click", "rich", "jinja2", "lxml", "yaml", "wcwidth", "hypothesis"})
"""Libraries that only some commands need."""

SLOW = frozenset({"asyncio", "http", "urllib.request", "email", "ssl", "sqlite3", "unittest"})
"""Parts of the standard library that no command needs."""

RARE = frozenset({"ast", "dataclasses", "datetime", "inspect", "pkgutil", "zoneinfo"})
"""Parts of it that only some stacks or some commands need."""

NEVER = HEAVY | SLOW | RARE | {"lark", "dbstackc.surface.render"}

COMMANDS: dict[str, tuple[list[str], frozenset[str]]] = {
    "version": (["--version"], NEVER | {"dbstackc.model", "dbstackc.syntax"}),
    "check": (["check", "stack.dbs"], NEVER | {"dbstackc.emit"}),
    "fmt": (["fmt", "stack.dbs"], NEVER | {"dbstackc.emit", "dbstackc.check.rules"}),
}
"""Arguments, and the modules that answering them may not import."""

SCRIPT = """
import json, sys
from dbstackc.__main__ import main
place, sys.argv = sys.argv[1], ["dbstackc", *sys.argv[2:]]
try:
    code = main()
except SystemExit as stop:
    code = stop.code
open(place, "w").write(json.dumps([code or 0, sorted(sys.modules)]))
"""

STACK = """dbs 1
secret root from env
secret sst from env
host vm[1..3] at 10.0.0.[1..3]
pxc a { nodes a[1..3] on vm[1..3]; root secret.root; sst secret.sst }
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_imports_nothing_it_does_not_need(name: str, tmp_path: Path) -> None:
    arguments, forbidden = COMMANDS[name]
    (tmp_path / "stack.dbs").write_text(STACK)
    place = tmp_path / "modules.json"
    for _ in ("the first run ever makes the parser's tables", "all others read them"):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(place), *arguments],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    assert place.exists(), done.stdout + done.stderr
    code, loaded = json.loads(place.read_text())
    assert code == 0, done.stdout + done.stderr
    assert "dbstackc" in loaded
    assert sorted(forbidden & set(loaded)) == []


EACH_FIRST = """
import importlib, sys
for module in sys.argv[1:]:
    for known in [name for name in sys.modules if name.split(".")[0] == "dbstackc"]:
        del sys.modules[known]
    try:
        importlib.import_module(module)
    except ImportError as error:
        print(f"{module}: {error}")
"""


def test_every_module_can_be_imported_first() -> None:
    """A module that only works after another one hides a circle."""
    names = [dotted(path) for path in modules("dbstackc")]
    done = subprocess.run(
        [sys.executable, "-c", EACH_FIRST, *names], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
