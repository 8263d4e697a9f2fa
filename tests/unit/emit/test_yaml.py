"""The YAML writer: its form, its quotes, and where its lines come from."""

import pytest
import yaml

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.emit.trace import Lines
from dbstackc.emit.yaml import From, Open, dump, printed, quote, write

SOURCE = Source("stack.dbs", "one two three")
ONE, TWO = Span(SOURCE, 0, 3), Span(SOURCE, 4, 7)


def test_blocks_are_indented_by_two_and_keep_their_order() -> None:
    value = {"b": {"y": 1, "a": [1, "x"]}, "a": [{"k": "v", "l": None}, [True], [], {}]}
    assert dump(value) == (
        'b:\n  "y": 1\n  a:\n    - 1\n    - x\n'
        "a:\n  - k: v\n    l: null\n  -\n    - true\n  - []\n  - {}\n"
    )


@pytest.mark.parametrize(
    "text",
    ["p1w1", "percona/percona-xtradb-cluster:8.0.43", "./mysql/p1w1.cnf", "--group", "10s", "2G"],
)
def test_names_images_and_paths_stay_plain(text: str) -> None:
    assert quote(text) == text


@pytest.mark.parametrize(
    "text",
    ["22:22", "yes", "NO", "1e3", "0o7", "=", "~", " x", "x ", "a #b", "a: b", "a:", "", "9001",
     ".5", "./", "y", "null", "- x", "-1", "a\nb"],
)  # fmt: skip
def test_what_a_reader_could_mistake_is_quoted(text: str) -> None:
    assert quote(text)[0] == '"' or text == "./"
    assert yaml.safe_load(quote(text)) == text


def test_control_characters_are_escaped_and_other_languages_are_not() -> None:
    assert quote("数据\x00\x85\u2028") == '"数据\\x00\\x85\\u2028"'


def test_a_dollar_is_doubled_where_the_reader_fills_variables() -> None:
    value = {"test": ["$x", "${Y}"], "name": Open("a_${V:-1}")}
    assert dump(value, dollars=True) == 'test:\n  - "$$x"\n  - "$${Y}"\nname: "a_${V:-1}"\n'


def test_a_key_and_all_its_lines_have_the_origin_of_the_value() -> None:
    lines = Lines()
    lines.add("# head", ONE)
    write(lines, {"a": From({"b": 1, "c": From([1, 2], TWO), "d": 3}, ONE), "e": 4})
    assert lines.text == "# head\na:\n  b: 1\n  c:\n    - 1\n    - 2\n  d: 3\ne: 4\n"
    assert lines.trace == ((1, ONE), (4, TWO), (7, ONE))


def test_items_of_a_sequence_have_origins_too() -> None:
    lines = Lines()
    write(lines, {"a": [From("x", ONE), From({"k": 1, "l": 2}, TWO)]})
    assert lines.trace == ((2, ONE), (3, TWO))


def test_printed_lines_take_the_indentation_of_their_place() -> None:
    once = printed({"options": {"max-size": "10m"}})
    assert dump({"a": {"logging": once}, "b": [once]}) == (
        "a:\n  logging:\n    options:\n      max-size: 10m\n"
        "b:\n  -\n    options:\n      max-size: 10m\n"
    )  # fmt: skip


def test_what_yaml_has_no_word_for_is_our_own_fault() -> None:
    with pytest.raises(TypeError, match="float"):
        dump({"a": 1.5})  # type: ignore[dict-item]
