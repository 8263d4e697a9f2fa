"""Which engines this machine has in place of others, and how many of them it can carry."""

from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.lab import need
from dbstackc.lab.need import LabError, require_room
from dbstackc.lab.standin import compile_mapped, replaced
from tests.unit.compose.stacks import WHOLE


def test_replicas_of_mysql_are_compiled_again_as_mariadb_and_members_are_not(
    tmp_path: Path,
) -> None:
    path = tmp_path / "stack.dbs"
    path.write_text(WHOLE)
    compiled, mapped = compile_mapped(path, Report())
    assert compiled.topology is not None and mapped == ["r"]
    flavours = {each.name: each.flavour for each in compiled.topology.clusters}
    assert flavours["r"] == "mariadb" and "pxc" in flavours.values()
    said = replaced(compiled.topology, mapped)
    assert said == ["MariaDB stands in for PXC: a", "MariaDB stands in for MySQL: r"]


def test_a_stack_that_is_too_big_is_refused_with_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(need, "available", lambda: 4 << 30)
    require_room(20, tmp_path / "not/there/yet")
    with pytest.raises(LabError, match="300 servers take about 47G of memory, and 4G are free"):
        require_room(300, tmp_path)
