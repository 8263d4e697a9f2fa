"""Every word of the language explains itself, and its example is one."""

from collections.abc import Iterator
from pathlib import Path
from pkgutil import iter_modules

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.language import words
from dbstackc.language.decode import decode, require
from dbstackc.language.shape import Shape, Slot
from dbstackc.language.values import Lets
from dbstackc.language.words import shapes
from dbstackc.syntax.parse import parse

OF_ANOTHER = ("amend", "defaults", "drop")
"""Words whose example is a statement of another word, seen through them."""


def every(within: tuple[Shape, ...], trail: str = "") -> Iterator[tuple[str, Shape]]:
    """Yield each shape and those of its parts, each with where it stands."""
    for shape in within:
        yield f"{trail}{shape.word}", shape
        yield from every(shape.parts, f"{trail}{shape.word} / ")


SHAPES = dict(every(tuple(shapes().values())))


def _is_sentence(text: str) -> bool:
    return " " in text and text.endswith((".", "?", "`"))


def test_a_file_is_named_as_its_word() -> None:
    files = [module.name for module in iter_modules(words.__path__)]
    assert files == [shape.word.replace("-", "_") for shape in shapes().values()]
    assert len(files) == len(list(Path(words.__path__[0]).glob("[a-z]*.py")))


@pytest.mark.parametrize("where", SHAPES)
def test_a_word_says_what_it_is_for(where: str) -> None:
    shape = SHAPES[where]
    assert _is_sentence(shape.doc), shape.doc
    poor = [slot.name for slot in shape.slots if not _is_sentence(slot.doc)]
    assert not poor, f"these slots have no sentence: {poor}"


@pytest.mark.parametrize("where", SHAPES)
def test_no_two_places_of_a_statement_have_one_name(where: str) -> None:
    names = [slot.name for slot in SHAPES[where].slots if slot.place == "block"]
    names += [part.word for part in SHAPES[where].parts]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("where", [where for where in SHAPES if where not in OF_ANOTHER])
def test_the_example_of_a_word_is_decoded_without_a_complaint(where: str) -> None:
    shape, report = SHAPES[where], Report()
    tree = parse(Source("example.dbs", shape.example + "\n"), report)
    (statement,) = tree.statements
    assert statement.word.text == shape.word
    declaration = decode(statement, shape, Lets({}), report)
    assert require(declaration, report)
    assert [each.title for each in report] == []


@pytest.mark.parametrize("word", OF_ANOTHER)
def test_the_example_of_a_word_about_words_is_read(word: str) -> None:
    report = Report()
    (statement,) = parse(Source("example.dbs", shapes()[word].example + "\n"), report).statements
    assert statement.word.text == word
    assert not report.has_errors


DEFAULTS = [
    (where, slot) for where, shape in SHAPES.items() for slot in shape.slots if slot.default
]


@pytest.mark.parametrize(
    ("where", "slot"), DEFAULTS, ids=[f"{where} {slot.name}" for where, slot in DEFAULTS]
)
def test_a_default_is_a_value_of_its_slot(where: str, slot: Slot) -> None:
    host = "vm1" if slot.default.startswith(":") else ""
    assert slot.type.read(host + slot.default) is not None
