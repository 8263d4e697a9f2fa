"""The grammars accept and refuse what the loader's own parser does.

The cases were made by running the loader of MyCat 1.6.7.4 on whole configurations. A case is one of
form if the parser threw: its root exception is a SAXParseException.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from targets.mycat.form import FormError, validate
from targets.mycat.form.definition import KINDS, definitions, judge

VECTORS = Path(__file__).parents[2] / "vectors" / "mycat-loader.json"
ENTRIES: list[dict[str, Any]] = json.loads(VECTORS.read_text("utf-8"))
DEFAULTS, CASES = ENTRIES[0], ENTRIES[1:]

OPEN = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE mycat:{kind} SYSTEM "{kind}.dtd">\n'
RULE = OPEN.format(kind="rule") + '<mycat:rule xmlns:mycat="http://io.mycat/">\n'
SCHEMA = OPEN.format(kind="schema") + '<mycat:schema xmlns:mycat="http://io.mycat/">\n'


def is_of_form(case: dict[str, Any]) -> bool:
    """Tell whether the parser, and not the loader, refused a configuration."""
    return "org.xml.sax.SAXParseException" in (case["rootException"] or "")


def errors(case: dict[str, Any]) -> list[FormError]:
    """Return what breaks the form of the three files of a configuration."""
    files: dict[str, str] = DEFAULTS["files"] | case["files"]
    present = [kind for kind in KINDS if f"{kind}.xml" not in case["removed"]]
    return [error for kind in present for error in validate(kind, files[f"{kind}.xml"].encode())]


def test_the_cases_are_all_there() -> None:
    assert len(CASES) == 176
    assert sum(map(is_of_form, CASES)) == 33
    assert sum(case["verdict"] == "accepted" for case in CASES) == 83
    assert sum(case["verdict"] == "rejected" and not is_of_form(case) for case in CASES) == 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_what_the_parser_refuses_is_refused_and_nothing_else(case: dict[str, Any]) -> None:
    assert bool(errors(case)) == is_of_form(case)


@pytest.mark.parametrize(
    "case", [case for case in CASES if is_of_form(case)], ids=lambda case: str(case["name"])
)
def test_every_breach_has_one_message_of_ours(case: dict[str, Any]) -> None:
    (error,) = errors(case)
    assert error.line <= 3
    assert "Expecting" not in error.message
    assert not error.message.endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_every_element_has_a_definition(kind: str) -> None:
    known = definitions(kind)
    assert f"mycat:{kind}" in known
    assert {child.name for each in known.values() for child in each.children} < set(known)
    assert judge(kind) is not None


@pytest.mark.parametrize(
    ("kind", "text", "line", "says"),
    [
        ("rule", "", 1, "this is not XML"),
        ("rule", "<a>", 1, "this is not XML"),
        ("rule", '<mycat:rule xmlns:mycat="http://io.mycat/"/>', 1, "there is no `<!DOCTYPE"),
        ("rule", "<!DOCTYPE mycat:rule><mycat:rule/>", 1, "the DOCTYPE names no file"),
        ("schema", RULE + "</mycat:rule>", 1, "the DOCTYPE is of `mycat:rule`"),
        (
            "rule",
            OPEN.format(kind="rule") + '<m:rule xmlns:m="http://io.mycat/"/>',
            3,
            "the root is `m:rule`, and must be `mycat:rule`",
        ),
        ("rule", RULE + '<tableRule name="a" xmlns="b"/></mycat:rule>', 4, "no namespace but"),
        ("rule", RULE + "text</mycat:rule>", 4, "no text stands in `mycat:rule`"),
        (
            "rule",
            RULE + '<tableRule name="a">\n<rule><columns/><algoritm/></rule></tableRule>'
            "</mycat:rule>",
            5,
            "`algoritm` is no element of rule.xml; the nearest is `algorithm`",
        ),
        (
            "schema",
            SCHEMA + '<dataHost name="h" maxCon="9" minCon="1" balance="0" dbType="mysql" '
            'dbDriver="native" swichType="1"><heartbeat/>\n'
            '<readHost host="s" url="a:1" user="u" password=""/>\n'
            '<writeHost host="m" url="a:1" user="u" password=""/></dataHost></mycat:schema>',
            4,
            "`dataHost` takes no `swichType`; the nearest is `switchType`",
        ),
        (
            "schema",
            SCHEMA + '<dataNode name="a" dataHost="b" database="c"><table/></dataNode>'
            "</mycat:schema>",
            4,
            "`table` stands in `schema`, not `dataNode`",
        ),
    ],
)
def test_a_breach_is_told_in_words(kind: str, text: str, line: int, says: str) -> None:
    found = validate(kind, text.encode())
    assert any(error.line == line and says in error.message for error in found), found


def test_the_namespace_may_be_left_out() -> None:
    text = OPEN.format(kind="rule") + "<mycat:rule></mycat:rule>"
    assert validate("rule", text.encode()) == []


def test_blanks_around_a_word_are_no_breach() -> None:
    text = SCHEMA + '<schema name=" a " dataNode=" b "/></mycat:schema>'
    assert validate("schema", text.encode()) == []


def test_nothing_is_fetched_and_nothing_is_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("told")
    text = f'<!DOCTYPE mycat:rule SYSTEM "rule.dtd" [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n'
    text += "<mycat:rule>&x;</mycat:rule>"
    (error,) = validate("rule", text.encode())
    assert error.message == "declarations inside the DOCTYPE are not followed"


def test_a_bomb_of_entities_is_refused() -> None:
    levels = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    text = f'<!DOCTYPE mycat:rule SYSTEM "r" [<!ENTITY a0 "boom">{levels}]>'
    text += '<mycat:rule><tableRule name="&a11;"/></mycat:rule>'
    assert validate("rule", text.encode())
