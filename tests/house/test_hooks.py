"""The hooks that other repositories may use name commands that there are."""

import shlex

import yaml

from dbstackc.surface.table import command
from tests.house.code import ROOT


def test_every_hook_calls_a_command_that_takes_paths() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in hooks} == {"dbstackc-check", "dbstackc-fmt", "dbstackc-lint"}
    for hook in hooks:
        program, name = shlex.split(hook["entry"])
        called = command(name)
        assert program == "dbstackc" and called is not None
        assert any(argument.many for argument in called.arguments)
        assert set(hook) == {"id", "name", "entry", "language", "files"} | (
            {"require_serial"} if name in ("check", "lint") else set()
        )
