"""What the parser makes of a text without a mistake."""

import pytest

from dbstackc.base.span import Span
from dbstackc.syntax.parse import DEPTH
from dbstackc.syntax.tree import Call, Pair, Statement, Text, Word
from tests.unit.syntax.sample import SAMPLE, comments, meaning, read, tree_of


def only(text: str) -> Statement:
    """Return the statement of a text that has one."""
    (found,) = tree_of(text).statements
    return found


def test_the_sample_is_read_whole() -> None:
    tree = tree_of(SAMPLE)
    words = [found.word.text for found in tree.statements]
    assert words[:5] == ["dbs", "secret", "host", "network", "network"]
    assert len(words) == 21
    assert not any(found.broken for found in tree.statements)
    assert tree.span == Span(tree.span.source, 0, len(SAMPLE))


def test_a_statement_has_values_clauses_and_a_block() -> None:
    found = only("listen a, b c on 1 2 to d by rr { check; publish 1 -> 2 }")
    assert [value.span.text for value in found.values] == ["a, b", "c"]
    assert [clause.span.text for clause in found.clauses] == ["on 1 2", "to d", "by rr"]
    assert found.block is not None and [s.span.text for s in found.block] == [
        "check",
        "publish 1 -> 2",
    ]


@pytest.mark.parametrize("text", ["a", "a\n", "a;", "\n\n;a;;\n", "\ufeffa", "a\r\n", " a \\\n"])
def test_separators_and_blanks_say_nothing(text: str) -> None:
    assert meaning(tree_of(text).statements) == [("a", [], [], None)]


@pytest.mark.parametrize("text", ["", "\n", " ", ";", "\ufeff", "\r\n\r\n", "\\\n", "\ufeff\n"])
def test_an_empty_text_is_an_empty_tree(text: str) -> None:
    assert tree_of(text).statements == ()


def test_a_list_goes_on_after_a_comma_and_a_line_after_a_backslash() -> None:
    assert meaning(tree_of("a b,\n\n # c\n  d \\\r\n  at e\nf").statements) == meaning(
        tree_of("a b, d at e\nf").statements
    )


@pytest.mark.parametrize(
    "word",
    [
        "vm[1..4]:9001",
        "192.168.123.[36, 162, 104, 11]",
        "[fd00::1]:3306",
        "$pool",
        "secret.root",
        "80%",
        "10..1000",
        "proxy-mysql",
        "attachable",
        "数据",
        "a=b",
        "-",
        "-1",
        "<>",
        "/dev/sda1",
        "every-day",
        "at.x",
        "a@b",
    ],
)
def test_a_word_is_taken_whole(word: str) -> None:
    (value,) = only(f"x {word}").values
    assert value.atoms == (Word(word, value.span),)
    assert value.span.text == word


@pytest.mark.parametrize("text", ["a 1->2", "a 1 -> 2", "a 1-> 2", "a 1 ->2"])
def test_an_arrow_needs_no_blanks(text: str) -> None:
    (atom,) = only(text).values[0].atoms
    assert isinstance(atom, Pair) and (atom.left.text, atom.right.text) == ("1", "2")


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ('""', ""),
        ('"a b"', "a b"),
        ('"a # b; {"', "a # b; {"),
        (r'"\"\\"', '"\\'),
        (r'"\\n"', r"\n"),
        (r'"a\tb\n"', "a\tb\n"),
        ('"数据"', "数据"),
    ],
)
def test_a_text_means_what_is_between_the_quotes(written: str, means: str) -> None:
    (atom,) = only(f"x {written}").values[0].atoms
    assert isinstance(atom, Text) and atom.text == means
    assert atom.span.text == written


def test_a_call_may_be_empty_hold_a_list_or_another_call() -> None:
    empty, listed, nested = (value.atoms[0] for value in only("x a() b(1, 2) c(d(e))").values)
    assert isinstance(empty, Call) and empty.argument is None and empty.span.text == "a()"
    assert isinstance(listed, Call) and listed.argument and len(listed.argument.atoms) == 2
    assert isinstance(nested, Call) and nested.span.text == "c(d(e))"


def test_the_span_of_a_statement_ends_with_its_last_character() -> None:
    outer = only("a b {\n  c d, \\\n  e(f)  # g\n}  # h\n")
    assert outer.span.text == "a b {\n  c d, \\\n  e(f)  # g\n}"
    assert outer.block and outer.block[0].span.text == "c d, \\\n  e(f)"


@pytest.mark.parametrize(
    "small", ("at", "on", "in", "to", "by", "as", "with", "for", "from", "every")
)
def test_the_ten_small_words_are_reserved_everywhere(small: str) -> None:
    assert only(f"a {small} b").clauses[0].preposition.text == small
    assert only(f"a {small}\\\nb").clauses[0].preposition.text == small
    for text in (
        small,
        f"a {small}->b",
        f"a {small}",
        f"a b, {small}",
        f"a ({small})",
        f"{small};",
    ):
        assert list(read(text)[1])


def test_nesting_may_go_as_deep_as_the_limit() -> None:
    tree_of("a {" * DEPTH + "}" * DEPTH)
    tree_of("x " + "a(" * DEPTH + ")" * DEPTH)
    assert len(read("a {" * (DEPTH + 1) + "}" * (DEPTH + 1))[1]) == 1


COMMENTED = """\
# the head

## doc of a
# second of a
a b,  # after the comma
  c   # beside a

d {  # beside d
  e; f  # beside f

  # above g
  g
  # inside d
}  # closing d
h { i }  # beside h
# the rest
"""


def test_comments_belong_to_statements() -> None:
    tree = tree_of(COMMENTED)
    a, d, h = tree.statements
    assert [comment.text for comment in a.before] == [
        "# the head",
        "## doc of a",
        "# second of a",
        "# after the comma",
    ]
    assert a.after and a.after.text == "# beside a"
    assert a.doc == ("doc of a",)
    assert comments((d,)) == [
        (
            [],
            ["# inside d"],
            ["# beside d", "# closing d"],
            [([], [], [], []), ([], [], ["# beside f"], []), (["# above g"], [], [], [])],
        )
    ]
    assert h.after and h.after.text == "# beside h" and h.closing is None
    assert [comment.text for comment in tree.rest] == ["# the rest"]


def test_layout_is_remembered() -> None:
    a, b, c = tree_of("a { x; y }\n\n# above\n\nb {\n  x\n}; c").statements
    assert a.inline and not a.blank and a.block and [s.joined for s in a.block] == [False, True]
    assert b.blank and b.apart and not b.inline
    assert c.joined and not c.blank


def test_a_comment_ends_before_a_carriage_return() -> None:
    found = only("a # b \r\n")
    assert found.after and found.after.text == "# b"
    assert found.after.span.text == "# b"
