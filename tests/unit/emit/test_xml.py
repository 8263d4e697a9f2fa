"""XML is printed well-formed, says what it was given, and each line knows where it comes from."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.emit.xml import (
    Comment,
    Element,
    Given,
    UnprintableError,
    escape_attribute,
    escape_text,
    is_printable,
    print_xml,
)

TEXTS = st.text().filter(is_printable)
SOURCE = Source("a.dbs", "first second third")
FIRST, SECOND = Span(SOURCE, 0, 5), Span(SOURCE, 6, 12)


def parsed(root: Element) -> ElementTree.Element:
    """Read back what was printed, bytes and all."""
    return ElementTree.fromstring(print_xml(root, "a.dtd").text.encode())


@given(TEXTS)
def test_any_text_comes_back_from_an_attribute(text: str) -> None:
    assert parsed(Element("a", (("b", "plain"), ("c", text)))).attrib == {"b": "plain", "c": text}


@given(TEXTS)
def test_any_text_comes_back_from_an_element(text: str) -> None:
    root = parsed(Element("a", (), (Element("b", text=text),)))
    assert (root[0].text or "") == text


@given(st.lists(st.text()))
def test_a_comment_ends_where_it_should(texts: list[str]) -> None:
    root = parsed(Element("a", (), (*map(Comment, texts), Element("b"))))
    assert [child.tag for child in root] == ["b"]


@pytest.mark.parametrize("char", ["\0", "\x01", "\x0b", "\x1f", "\x7f", "\x9f", "\ud800", "\uffff"])
def test_a_control_character_is_refused(char: str) -> None:
    assert not is_printable(f"a{char}")
    for escape in (escape_attribute, escape_text):
        with pytest.raises(UnprintableError, match=f"U\\+{ord(char):04X}"):
            escape(f"a{char}")


def test_nothing_that_marks_up_is_left() -> None:
    assert escape_attribute("<&>\"'\t\n\r") == "&lt;&amp;&gt;&quot;'&#9;&#10;&#13;"
    assert escape_text("<&>\"'\r") == "&lt;&amp;&gt;\"'&#13;"


def test_a_document_is_laid_out_line_by_line() -> None:
    root = Element(
        "r",
        (("x", "1"),),
        (
            Comment("a -- b", FIRST),
            Element("a", (("y", "2"),), origin=SECOND),
            Given("<g/>"),
            Element("b", (), (Element("c", text=""),), origin=FIRST),
        ),
    )
    lines = print_xml(root, "r.dtd")
    assert lines.text.splitlines() == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!DOCTYPE r SYSTEM "r.dtd">',
        '<r x="1">',
        "  <!-- a - - b -->",
        '  <a y="2"/>',
        "  <g/>",
        "  <b>",
        "    <c></c>",
        "  </b>",
        "</r>",
    ]
    assert lines.trace == ((4, FIRST), (5, SECOND), (7, FIRST))


def test_without_a_document_type_there_is_none() -> None:
    assert not re.search("DOCTYPE", print_xml(Element("r"), "").text)
