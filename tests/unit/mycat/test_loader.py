"""The loader foretells which configurations the engine starts with.

The cases were made by running the loader and the self check of MyCat 1.6.7.4. The files of a
release that a case does not name (myid.properties, the sequences) stand in `SHIPPED`, as far as
they matter.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from targets.mycat.engine.password import opens
from targets.mycat.loader import Verdict, load

VECTORS = Path(__file__).parents[2] / "vectors" / "mycat-loader.json"
ENTRIES: list[dict[str, Any]] = json.loads(VECTORS.read_text("utf-8"))
DEFAULTS, CASES = ENTRIES[0], ENTRIES[1:]

SHIPPED = {
    "myid.properties": "loadZk=false\nzkURL=127.0.0.1:2181\nclusterId=a\nmyid=b\n",
    "sequence_conf.properties": "GLOBAL.CURID=1\n",
    "sequence_db_conf.properties": "GLOBAL=dn1\n",
    "sequence_time_conf.properties": "WORKID=01\nDATAACENTERID=01\n",
    "sequence_distributed_conf.properties": "INSTANCEID=01\nCLUSTERID=01\n",
}

UNTOLD = {"rule-dtd-missing": "the document types are in the jar, and no file of the folder"}
"""The cases that cannot be foretold from the folder, and why."""

REASONS = {
    "duplicated": "twice",
    "For input string": "whole number",
    "is not exist": "there is none",
    "partition size": "partitions, and the table",
    "is not valid": "are possible",
}
"""What the engine's reason holds, and what ours then does."""


def folder(case: dict[str, Any]) -> dict[str, str]:
    """Return the whole folder of a case."""
    files: dict[str, str] = SHIPPED | DEFAULTS["files"] | case["files"]
    return {name: text for name, text in files.items() if name not in case["removed"]}


def changed(**files: tuple[str, str]) -> Verdict:
    """Load the default folder with a text replaced in some of its files."""
    base: dict[str, str] = SHIPPED | DEFAULTS["files"]
    for kind, (old, new) in files.items():
        assert base[f"{kind}.xml"].count(old) >= 1
        base[f"{kind}.xml"] = base[f"{kind}.xml"].replace(old, new, 1)
    return load(base)


def test_the_cases_are_all_there() -> None:
    assert len(CASES) == 176
    assert len(UNTOLD) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_the_verdict_is_the_engines(case: dict[str, Any]) -> None:
    verdict = load(folder(case))
    agreed = verdict.accepted == (case["verdict"] == "accepted")
    assert agreed == (case["name"] not in UNTOLD)
    if agreed and verdict.accepted:
        assert (verdict.reason, verdict.where) == ("", None)
        assert len(verdict.warnings) == len(case["warnings"])
    elif agreed:
        assert verdict.reason
        assert verdict.where is not None
        for theirs, ours in REASONS.items():
            if theirs in case["rootException"] and "/" not in case["at"][0]:
                assert ours in verdict.reason


TABLE = '<table name="t1" dataNode="dn1,dn2" rule="mod2"/>'
HOST = '<writeHost host="m1" url="127.0.0.1:3306" user="root" password="p"/>'
USER = '<property name="schemas">TESTDB</property>'


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("schema", '"dn1,dn2"', '"distribute(dn$1-2)"', ""),
        ("schema", '"dn1,dn2"', '"distribute("', "`distribute(` is not closed"),
        ("schema", '"dn1,dn2"', '"dn$1-9999999"', "stands for 9999999 names"),
        ("schema", '"dn1,dn2"', '"dn1-2"', "`dn1-2` is no dataNode"),
        ("schema", TABLE, f"{TABLE}\n{TABLE}", "the table `T1` is declared twice"),
        ("schema", 'checkSQLschema="true"', 'dataNode="dn1,dn2"', "`dn1,dn2`, which is no dataN"),
        ("schema", 'rule="mod2"', 'ruleRequired="true"', "requires a rule, and has none"),
        ("schema", 'rule="mod2"', 'rule="Mod2"', "the rule `Mod2` is not in rule.xml"),
        ("schema", 'name="t1"', 'name="t1,t2" nameSuffix="yyyymm,2015,01,3"', "one name"),
        ("schema", 'dataHost="h1"', 'dataHost="h9"', "is on `h9`, which is no dataHost"),
        ("schema", "native", "jdbc", "is none for JDBC"),
        ("schema", "127.0.0.1:3306", "127.0.0.1", "has no port"),
        ("schema", HOST, HOST + HOST, "the name `m1` is used twice"),
        ("schema", 'switchType="1"', 'tempReadHostAvailable="true"', "must be a whole number"),
        ("schema", 'dbType="mysql"', 'dbType="mariadb"', "dbType `mariadb`"),
        ("rule", "<columns>id</columns>", "<columns>a,b</columns>", "names 2 columns"),
        ("rule", "<columns>id</columns>", "<columns> id </columns>", ""),
        ("rule", "<columns>id</columns>", "<columns></columns>", "names no column"),
        ("rule", '"count">2', '"count"> ', "`` is not a whole number"),
        ("rule", '"count">2', '"cuont">2', ""),
        ("rule", "PartitionByMod", "NumberParseUtil", "no function of this version"),
        ("server", USER, "", "is given no schema"),
        ("server", USER, USER.replace("TESTDB", "testdb"), "`testdb`, and there is none"),
        ("server", USER, USER + '<property name="usingDecrypt">1</property>', "not one encrypted"),
        ("server", '"sequnceHandlerType">0', '"bufferPoolPageNumber">40000', "a whole number"),
        ("server", '"sequnceHandlerType">0', '"strictTxIsolation">maybe', ""),
        ("server", '"sequnceHandlerType">0', '"sequnceHandlerType">9', ""),
        ("server", '"sequnceHandlerType">0', '"charset">${x', "without its end"),
    ],
)
def test_a_change_is_judged(file: str, old: str, new: str, reason: str) -> None:
    verdict = changed(**{file: (old, new)})
    assert verdict.accepted == (not reason)
    assert reason in verdict.reason
    assert (verdict.where is None) == verdict.accepted
    assert not verdict.accepted or not verdict.warnings


def test_a_refusal_names_its_line() -> None:
    verdict = changed(schema=(TABLE, f"\n\n{TABLE}\n{TABLE}"))
    assert verdict.where == ("schema.xml", 6)


def test_an_empty_folder_is_refused() -> None:
    assert load({}) == Verdict(False, "there is no rule.xml", ("rule.xml", 1))


def test_a_password_opens_for_its_host_and_user_alone() -> None:
    case = next(case for case in CASES if case["name"] == "dataHost-usingDecrypt-valid")
    sealed = case["files"]["schema.xml"].partition('password="')[2].partition('"')[0]
    assert opens(sealed, ("1", "m1", "root"))
    assert not opens(sealed, ("1", "m2", "root"))
    assert not opens(sealed[:-4] + "AAA=", ("1", "m1", "root"))
    assert not opens("", ("0", "root"))
