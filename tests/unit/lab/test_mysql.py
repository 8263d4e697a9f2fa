"""MySQL stands for itself where the user names one, and is told apart from what is none."""

from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.lab.machine import Machine
from dbstackc.lab.mysql import SERVER, VARIABLE, find_mysql
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Container, Plan, Start
from dbstackc.lab.room import script
from dbstackc.lab.standin import compile_mapped
from dbstackc.lab.state import Lab
from tests.house.code import ROOT

STACK = ROOT / "tests/lab/stacks/mysql.dbs"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    program = tmp_path / "root" / SERVER
    program.parent.mkdir(parents=True)
    program.touch()
    return tmp_path / "root"


def test_none_is_named_unless_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert find_mysql() == ""


def test_what_is_named_has_a_server(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(root))
    assert find_mysql() == str(root)
    (root / SERVER).unlink()
    with pytest.raises(LabError, match="holds no usr/sbin/mysqld"):
        find_mysql()


def test_nothing_stands_in_for_a_mysql_that_is_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert compile_mapped(STACK, Report())[1] == ["r"]
    monkeypatch.setenv(VARIABLE, str(root))
    compiled, mapped = compile_mapped(STACK, Report())
    assert mapped == [] and compiled.topology is not None
    assert {each.flavour for each in compiled.topology.clusters} == {"mysql"}


@pytest.mark.parametrize(("flavour", "base"), [("mysql", "/of/mysql"), ("mariadb", "''")])
def test_a_container_of_mysql_sees_its_programs_alone(
    tmp_path: Path, flavour: str, base: str
) -> None:
    start = Start(["mysqld"], {}, [], [])
    one = Container("a", "vm", "node", "vm", flavour, 999, 0, start, None, [], 10)
    lab = Lab(tmp_path)
    made = Plan([Machine("vm", "10.0.0.1/24", "eth0")], [one], mysql="/of/mysql")
    lab.keep(made)
    assert lab.plan() == made
    assert f"base={base}\n" in script(lab, one, start, start.argv, "a")
