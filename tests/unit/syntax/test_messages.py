"""What is said of each mistake, where, and what is kept of the text around it."""

import pytest

from dbstackc.base.diagnostic import Diagnostic, Level
from tests.unit.syntax.sample import read

CASES = [
    # text with the primary span between ‹ and ›; title
    ("host a ‹at›", "`at` is followed by nothing"),
    ("host a ‹at›\nb", "`at` is followed by nothing"),
    ("host a ‹at›; b", "`at` is followed by nothing"),
    ("x { host a ‹at› }", "`at` is followed by nothing"),
    ("host a ‹at› on b", "`at` is followed by nothing"),
    ("host ‹at› { a }", "`at` is followed by nothing"),
    ("host a at ‹,› b", "a value cannot begin with `,`"),
    ("a b‹,›", "`,` is followed by nothing"),
    ("a b‹,› at c", "`,` is followed by nothing"),
    ("a b, ‹,› c", "nothing stands between two commas"),
    ("a ‹,› b", "nothing stands before this comma"),
    ("a f(‹,›)", "nothing stands before this comma"),
    ("a ‹(›b)", "a value cannot begin with `(`"),
    ('a "b"‹(›c)', "a value cannot begin with `(`"),
    ("a b‹)›", "this bracket closes nothing"),
    ("a b‹]›", "this bracket closes nothing"),
    ("a 1 ‹->›", "`->` is followed by nothing"),
    ('a 1 -> ‹"b"›', "`->` joins two words, and this is a text"),
    ("a ‹->› b", "`->` joins two words, and does not here"),
    ("a 1 -> 2 ‹->› 3", "`->` joins two words, and does not here"),
    ("a mod‹(›id\nb", "this bracket is never closed"),
    ("a mod‹(›id; b", "this bracket is never closed"),
    ("a mod‹(›b, c", "this bracket is never closed"),
    ("a mod(b ‹c›)", "`c` follows a value with no comma between"),
    ("a ‹{›\n  b\n", "this brace is never closed"),
    ("a {\n  b ‹{›\n", "2 braces are never closed"),
    ("a {\n  b ‹{›\n    c\n}\nd", "this brace is never closed"),
    ("a ‹{›\n  b\nc\nd", "this brace is never closed"),
    ('a ‹"›b c\nd', "this text is never closed"),
    ("a vm‹[›1..4 b\nd", "this bracket is never closed"),
    ("a\n‹}›\nb", "this brace closes nothing"),
    ("‹at› b\nc", "a statement cannot begin with `at`"),
    ("a { ‹to› b }", "a statement cannot begin with `to`"),
    ('‹"a"› b\nc', "a statement cannot begin with a text"),
    ("‹{› a }\nc", "a statement cannot begin with `{`"),
    ("a\n‹,› b\nc", "a statement cannot begin with `,`"),
    ("a { b } ‹c› d", "`c` begins a second statement on the line"),
    ("a { b } ‹at› d", "a statement ends with its block, and `at` stands behind it"),
    ('a { b } ‹"c"›', "a statement ends with its block, and a text stands behind it"),
    ("a { b } ‹{› c }", "a statement has one block, and this is a second"),
    ("a\n‹{›\n  b\n}", "a block opens on the line of its statement"),
    ('a "b‹\\d›c"', "`\\d` means nothing in a text"),
    ('a "b‹\x01›c"', "a text holds a control character (U+0001)"),
    ("a ‹'b c'› d", "a text stands in double quotes, not in `'`"),
    ("a ‹“b c”› d", "a text stands in double quotes, not in `“`"),
    ("a ‹'›b", "`'` has no meaning here"),
    ("a ‹\\› b", "`\\` stands in the middle of a line"),
    ("a b‹，›c", "`，` is the full-width twin of `,`"),
    ("a b‹；›c", "`；` is the full-width twin of `;`"),
    ("a ‹｛› b }", "`｛` is the full-width twin of `{`"),
    ("a vm1‹：›9001", "`：` is the full-width twin of `:`"),
    ("a ‹＃› b", "a comment begins with `#`, not with `＃`"),
    ("a‹　›b", "U+3000 looks like a blank and is none"),
    ("a‹\xa0›b", "U+00A0 looks like a blank and is none"),
    ("a b‹\u200b›c", "an invisible character (U+200B)"),
    ("a ‹\x00› b", "a control character (U+0000)"),
    ("a‹\r›b", "a carriage return without a line feed (U+000D)"),
    ("a ‹\ud800› b", "half a character (U+D800)"),
    ("a ‹\ufeff› b", "an invisible character (U+FEFF)"),
]


@pytest.mark.parametrize(("marked", "title"), CASES)
def test_each_mistake_has_its_sentence(marked: str, title: str) -> None:
    start, text = marked.index("‹"), marked.replace("‹", "").replace("›", "")
    _, report = read(text)
    (found,) = report
    assert (found.rule, found.level, found.title) == ("syntax", Level.ERROR, title)
    assert found.primary and found.primary.span.start == start
    assert found.primary.span.end == marked.index("›") - 1


@pytest.mark.parametrize(("marked", "title"), CASES)
def test_each_mistake_says_what_to_do(marked: str, title: str) -> None:
    _, report = read(marked.replace("‹", "").replace("›", ""))
    (found,) = report
    said = found.helps or found.fix or (found.primary and found.primary.text)
    assert said or title.startswith("a value cannot begin")
    assert not found.title.endswith(".") and "unexpected" not in found.title


def test_what_belongs_after_a_small_word_is_told() -> None:
    found = first("host a at")
    assert found.primary and found.primary.text == "an address belongs here"
    note = "`on` is one of the ten small words, and cannot be a value"
    assert first("host a at on b").notes == (note,)


def test_a_fix_mends_the_text() -> None:
    for text, mended in [
        ("a b，c", "a b,c"),
        ("a 'b'", 'a "b"'),
        ("a 'b\"c'", 'a "b\\"c"'),
        ('a "\\d"', 'a "\\\\d"'),
        ("a　b", "a b"),
        ("a b\u200bc", "a bc"),
        ("a\rb", "a\nb"),
        ("a ＃ b", "a # b"),
    ]:
        found = first(text)
        assert found.fix
        for edit in found.fix.edits:
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        assert text == mended and not list(read(text)[1])


def test_indentation_tells_which_brace_is_missing() -> None:
    text = "mycat m {\n  user x {\n    a b\n}\n\nhost y {\n  z\n}\n"
    tree, report = read(text)
    (found,) = report
    assert found.primary and found.primary.span.place == (2, 10)
    assert [(label.span.place, label.text) for label in found.beside] == [
        ((4, 1), "this line is no further in")
    ]
    assert [s.word.text for s in tree.statements] == ["mycat", "host"]


def test_a_file_without_indentation_is_not_guessed_at() -> None:
    _, report = read("x {\na\nb\n}\ny {\nc\n")
    (found,) = report
    assert found.primary and found.primary.span.place == (5, 3)


def test_several_mistakes_are_told_in_one_run() -> None:
    text = "host a at\nb mod(\nc {\n  d ]\n  e\n}\nf\n}\ng\n"
    tree, report = read(text)
    assert [found.primary and found.primary.span.place[0] for found in report] == [1, 2, 4, 8]
    assert [s.word.text for s in tree.statements] == ["host", "b", "c", "f", "g"]


def test_a_statement_keeps_what_stood_before_its_mistake_and_is_marked() -> None:
    tree, _ = read("host a on b at\nhost c at d\nx {\n  y at\n  z\n}\n")
    host, good, x = tree.statements
    assert [clause.span.text for clause in host.clauses] == ["on b"]
    assert (host.broken, good.broken, x.broken) == (True, False, False)
    assert [inner.broken for inner in x.block or ()] == [True, False]


def test_a_block_is_kept_behind_a_broken_head() -> None:
    for text in ("a at {\n b\n}", "a ] {\n b\n}", "a mod( {\n b\n}", "a\n{\n b\n}", "a [ {\n b\n}"):
        (found,) = read(text)[0].statements
        assert found.broken and [inner.word.text for inner in found.block or ()] == ["b"]


def test_marks_of_an_input_method_are_read_as_what_they_mean() -> None:
    tree, report = read("a b，\n  c（d）；e ｛ f ｝\n")
    assert len(report) == 6
    first_, second = tree.statements
    assert [atom.span.text for atom in first_.values[0].atoms] == ["b", "c（d）"]
    assert second.block and second.block[0].word.text == "f"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("{" * 100_000, "a statement cannot begin with `{`"),
        ("a{" * 100_000, "blocks are nested more than 64 deep"),
        ("a b(" + "c(" * 100_000, "parentheses are nested more than 64 deep"),
        ("[" * 100_000, "this bracket is never closed"),
        ('"' * 99_999, "a statement cannot begin with a text"),
        ("a at " * 10_000, "`at` is followed by nothing"),
    ],
)
def test_an_absurd_text_gets_one_sentence(text: str, title: str) -> None:
    assert first(text).title == title


def test_what_is_nested_too_deep_is_dropped_and_the_rest_is_read() -> None:
    text = "a{" * 65 + "}" * 65 + "\nb at\nc"
    tree, report = read(text)
    titles = [found.title for found in report]
    assert titles == ["blocks are nested more than 64 deep", "`at` is followed by nothing"]
    assert [found.word.text for found in tree.statements] == ["a", "b", "c"]


def test_after_a_hundred_mistakes_the_rest_is_not_read() -> None:
    tree, report = read("a {\n" + "b ]\n" * 150 + "}")
    found = list(report)
    assert len(found) == 101
    assert found[-1].title == "more than 100 syntax errors"
    (outer,) = tree.statements
    assert 100 <= len(outer.block or ()) <= 101


def first(text: str) -> Diagnostic:
    """Return the only thing that is said of a text."""
    (found,) = read(text)[1]
    return found
