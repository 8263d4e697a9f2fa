"""Hold the formats that other programs read, whatever the text says."""

import json
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from hypothesis import given

from dbstackc.base.diagnostic import Diagnostic, Edit, Fix, Label, Level
from dbstackc.base.fingerprint import fingerprints
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.surface.export import export
from dbstackc.surface.table import FORMATS
from tests.unit.surface.test_render import diagnostics

SOURCE = Source("a b/数,x:%.dbs", "dbs 1\nroot 'x' \U0001f600 there\n")
FOUND = Diagnostic(
    "port-taken",
    Level.WARNING,
    "100% of `a`, b: taken\r\n::error::x",
    Label(Span(SOURCE, 17, 22), "here"),
    (Label(Span(SOURCE, 0, 8), "and there"),),
    ("a fact",),
    ("do it",),
    Fix("write `x`", (Edit(Span(SOURCE, 0, 3), "x"),)),
)
NOWHERE = Diagnostic("cannot-write", Level.ERROR, "no room", None)
MACHINE = [form for form in FORMATS if form not in ("full", "concise")]


def test_json_tells_everything() -> None:
    told = json.loads(export("json", [FOUND, NOWHERE], 1))
    assert (told["format"], told["exit_code"]) == (1, 1)
    first, second = told["findings"]
    assert first["place"] == {
        "path": "a b/数,x:%.dbs",
        "line": 2,
        "column": 12,
        "end_line": 2,
        "end_column": 17,
        "says": "here",
    }
    assert first["fix"]["edits"][0]["text"] == "x"
    assert (first["level"], second["place"], second["fix"]) == ("warning", None, None)


def test_sarif_counts_code_points_and_names_its_rules() -> None:
    (run,) = json.loads(export("sarif", [FOUND, NOWHERE], 1))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["cannot-write", "port-taken"]
    assert run["columnKind"] == "unicodeCodePoints"
    first = run["results"][0]
    assert rules[first["ruleIndex"]] == first["ruleId"] == "port-taken"
    place = first["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 12, "endLine": 2, "endColumn": 17}
    assert place["artifactLocation"]["uri"] == "a%20b/%E6%95%B0%2Cx:%25.dbs"
    assert first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {
        "text": "x"
    }


def test_github_commands_escape_what_would_end_them() -> None:
    line, other = export("github", [FOUND, NOWHERE], 1).splitlines()
    assert line == (
        "::warning file=a b/数%2Cx%3A%25.dbs,line=2,endLine=2,col=12,endColumn=17,"
        "title=dbstackc port-taken::"
        "100%25 of `a`, b: taken\\u{d}%0A::error::x%0Aa fact%0Ahelp: do it"
    )
    assert other == "::error title=dbstackc cannot-write::no room"


def test_gitlab_names_a_place_for_everything() -> None:
    first, second = json.loads(export("gitlab", [FOUND, NOWHERE], 1))
    assert first["location"] == {"path": "a b/数,x:%.dbs", "lines": {"begin": 2}}
    assert (first["severity"], second["severity"]) == ("minor", "major")
    assert second["location"]["path"] == "."


def test_junit_has_a_case_even_when_all_is_well() -> None:
    assert ElementTree.fromstring(export("junit", [], 0))[0].attrib["failures"] == "0"
    suite = ElementTree.fromstring(export("junit", [FOUND, NOWHERE], 1))[0]
    assert suite.attrib == {"name": "dbstackc", "tests": "2", "failures": "2", "errors": "0"}
    assert "help: do it" in (suite[0][0].text or "")


def test_a_fingerprint_outlives_lines_above_and_tells_twins_apart() -> None:
    moved = Source(SOURCE.name, "\n\n" + SOURCE.text)
    again = Diagnostic(FOUND.rule, FOUND.level, FOUND.title, Label(Span(moved, 19, 24)))
    assert fingerprints([again]) == fingerprints([FOUND])
    assert len(set(fingerprints([FOUND, FOUND, NOWHERE]))) == 3


def _read(form: str, text: str) -> Any:
    if form == "junit":
        return ElementTree.fromstring(text)
    if form == "github":
        (line,) = text.removesuffix("\n").split("\n")
        assert line.startswith("::")
        assert "\r" not in line
        return line
    return json.loads(text)


@pytest.mark.parametrize("form", MACHINE)
@given(found=diagnostics())
def test_any_text_can_be_told(form: str, found: Diagnostic) -> None:
    text = export(form, [found], 1)
    assert _read(form, text)
    assert text == export(form, [found], 1)
