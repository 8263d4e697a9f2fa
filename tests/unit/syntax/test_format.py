"""The formatter, rule by rule; that it changes no meaning is a law of its own."""

import pytest

from dbstackc.syntax.format import format_tree
from tests.unit.syntax.sample import SAMPLE, tree_of


def formatted(text: str) -> str:
    """Format a text twice, and return what both times gave."""
    once = format_tree(tree_of(text))
    assert format_tree(tree_of(once)) == once
    return once


def test_the_sample_is_written_as_people_write_it() -> None:
    changed = [
        (old, new)
        for old, new in zip(SAMPLE.splitlines(), formatted(SAMPLE).splitlines(), strict=True)
        if old != new
    ]
    assert changed == [
        ("dbs 1" + " " * 40 + "# language edition", "dbs 1  # language edition"),
        (
            "network net1        { driver bridge;  subnet 172.18.0.0/16 }",
            "network net1        { driver bridge; subnet 172.18.0.0/16 }",
        ),
        *(
            (
                f"pxc         pxc{n} {{ nodes  p{n}w[1..4] on vm[1..4]:900{n} }}",
                f"pxc         pxc{n} {{ nodes p{n}w[1..4] on vm[1..4]:900{n} }}",
            )
            for n in (1, 2)
        ),
    ]


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("", ""),
        ("\n\n", ""),
        ("\ufeffa\r\n", "a\n"),
        ("  a   b ,c\tat d;", "a b, c at d\n"),
        ("a 1->2", "a 1 -> 2\n"),
        ("a f( 1 ,2 ) g( )", "a f(1, 2) g()\n"),
        ('a "x\\ty" "\\\\\\""', 'a "x\\ty" "\\\\\\""\n'),
        ("a b, \\\n  c", "a b, c\n"),
        ("a [1,2,  3]", "a [1,2,  3]\n"),
        ("a{b}", "a { b }\n"),
        ("a{}", "a { }\n"),
        ("a {\n}", "a { }\n"),
        ("a {\nb;c\n}", "a {\n  b; c\n}\n"),
        ("a{b{c{d}}}", "a { b { c { d } } }\n"),
        ("a {b {\nc}}", "a {\n  b {\n    c\n  }\n}\n"),
        ("a; b; c", "a; b; c\n"),
        ("a {\n b\n}; c", "a {\n  b\n}\nc\n"),
        ("\n\na\n\n\n\nb\nc\n\n", "a\n\nb\nc\n"),
        ("a {\n\nb\n\n}", "a {\n  b\n}\n"),
    ],
)
def test_layout(text: str, becomes: str) -> None:
    assert formatted(text) == becomes


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("a#b", "a  #b\n"),
        ("#a\n#b\nc", "#a\n#b\nc\n"),
        ("# a\n\n\n# b\n\nc", "# a\n\n# b\n\nc\n"),
        ("a\n# b", "a\n# b\n"),
        ("a\n\n# b\n# c\n\n# d", "a\n\n# b\n# c\n\n# d\n"),
        ("a { b } # c", "a { b }  # c\n"),
        ("a { # c\n b }", "a {  # c\n  b\n}\n"),
        ("a { b # c\n }", "a {\n  b  # c\n}\n"),
        ("a { b\n } # c", "a {\n  b\n}  # c\n"),
        ("a { # b\n } # c", "a {  # b\n}  # c\n"),
        ("a {\n # b\n }", "a {\n  # b\n}\n"),
        ("a {\n b\n\n # c\n }", "a {\n  b\n\n  # c\n}\n"),
        ("a b, # c\n  d # e", "# c\na b, d  # e\n"),
        ("a; # c\nb", "a  # c\nb\n"),
        ("a; b # c", "a; b  # c\n"),
    ],
)
def test_comments_stay_with_their_statements(text: str, becomes: str) -> None:
    assert formatted(text) == becomes


def test_neighbours_stand_in_columns() -> None:
    text = "ab 1\nabcd 2\n\na 3\nabcdef {\n x 1\n longer 2; y 3\n}\nabc 4\n# c\nabcdefg 5"
    assert formatted(text) == (
        "ab   1\nabcd 2\n\na      3\nabcdef {\n  x      1\n  longer 2; y 3\n}\nabc 4\n"
        "# c\nabcdefg 5\n"
    )
    assert formatted("a b { c }\na bcd { e }") == "a b   { c }\na bcd { e }\n"
    assert formatted("a { c }\nabcd { e }") == "a    { c }\nabcd { e }\n"


def test_columns_far_apart_are_left() -> None:
    text = "a 1\nabcdefghijklmnopqrst 2\n"
    assert formatted(text) == text
    wide = "a " + "x" * 97 + "\nabc 1\n"
    assert formatted(wide) == wide


def test_what_does_not_fit_takes_more_lines() -> None:
    items = ", ".join(f"item{number:02}" for number in range(20))
    lines = formatted(f"word {items} at somewhere by something {{ block }}").splitlines()
    assert lines[0].endswith(",") and lines[1].startswith("    item")
    assert lines[-3].endswith("{") and lines[-2:] == ["  block", "}"]
    assert max(map(len, lines)) <= 100
    lines = formatted("word " + " ".join(f"item{number:02}" for number in range(20))).splitlines()
    assert lines[0].endswith("item12 \\") and lines[1].startswith("    item13")
    inline = formatted("a { " + "; ".join(f"item{number:02} x" for number in range(12)) + " }")
    assert inline.splitlines()[0] == "a {" and len(inline.splitlines()) == 4
