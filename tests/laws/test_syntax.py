"""Laws of the syntax: L1 formatting, L2 trees, L3 spans."""

from collections.abc import Iterator
from functools import cache

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lark import Lark, Token
from lark import Tree as Plain
from lark.exceptions import UnexpectedInput

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.shipped import folder
from dbstackc.syntax.format import format_tree
from dbstackc.syntax.parse import parse
from dbstackc.syntax.pattern import expand
from dbstackc.syntax.tree import Atom, Call, Comment, Pair, Statement, Text, Tree, Value, Word
from tests.laws.texts import mutated, right, soup
from tests.unit.syntax.sample import SAMPLE, comments, meaning, read, tree_of

ANY = st.one_of(soup(), mutated(), right())


@settings(deadline=None)
@given(right())
@example(SAMPLE)
def test_formatting_changes_no_meaning_and_twice_changes_nothing_more(text: str) -> None:
    tree = tree_of(text)
    once = format_tree(tree)
    again = tree_of(once)
    assert meaning(again.statements) == meaning(tree.statements)
    assert comments(again.statements) == comments(tree.statements)
    assert [comment.text for comment in again.rest] == [comment.text for comment in tree.rest]
    assert format_tree(again) == once
    assert not [line for line in once.split("\n") if line != line.rstrip()]


@settings(deadline=None)
@given(mutated())
def test_formatting_what_a_mutation_left_whole_changes_no_meaning(text: str) -> None:
    tree, report = read(text)
    assume(not report.has_errors)
    once = format_tree(tree)
    assert meaning(tree_of(once).statements) == meaning(tree.statements)
    assert format_tree(tree_of(once)) == once


@settings(deadline=None)
@given(right())
def test_no_comment_is_lost(text: str) -> None:
    tree = tree_of(text)
    kept = sorted(comment.span.start for comment in _comments(tree))
    written = [token.start_pos for token in _tokens(text) if token.type == "COMMENT"]
    assert kept == written


@settings(deadline=None)
@given(ANY)
@example("\ufeff")
@example("a {" * 70)
@example("a at\r\n{ b (")
@example("a b(c, d #\n")
def test_every_text_gives_a_tree_and_a_right_one_that_of_the_plain_parser(text: str) -> None:
    tree, report = read(text)
    try:
        plain = _plain().parse(text)
    except UnexpectedInput:
        assert report.has_errors
    else:
        if report.has_errors:
            assert any("nested" in found.title for found in report)
        else:
            assert meaning(tree.statements) == [_told(part) for part in plain.children]


@settings(deadline=None)
@given(ANY)
def test_spans_lie_in_their_source_and_in_their_parents(text: str) -> None:
    source, report = Source("stack.dbs", text), Report()
    tree = parse(source, report)
    for statement in tree.statements:
        _lies(statement, tree.span)
    for comment in _comments(tree):
        assert comment.span.text == comment.text and comment.text.startswith("#")
    for found in report:
        assert found.primary is not None and found.rule == "syntax" and found.title.isprintable()
        labels = (found.primary, *found.beside)
        edits = found.fix.edits if found.fix else ()
        spans = [*(label.span for label in labels), *(edit.span for edit in edits)]
        for span in spans:
            assert span.source is source and 0 <= span.start <= span.end <= len(text)


GOOD = ("host a at b", "let x 1", "pxc p { n a on b; m c }", "y {\n  z 1, 2\n}")
BAD = (
    *(
        "b at",
        "b mod(a",
        'b "c',
        "b [1..",
        "b c,, d",
        "b }",
        "b ]",
        "at b",
        "b\n{\n}",
    ),
    *(
        "b { c } d",
        "b 1 -> ->",
        "b ' c",
        "b {\n  c\n}}",
        "b { c at }",
        "b { at; c }",
        "b，c {\n  d\n}",
    ),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(GOOD), max_size=4), st.sampled_from(BAD), st.integers(0, 4))
def test_a_mistake_is_told_once_and_costs_its_neighbours_nothing(
    good: list[str], bad: str, place: int
) -> None:
    good = [part.replace(" ", f" {number}", 1) for number, part in enumerate(good)]
    tree, report = read("\n".join((*good[:place], bad, *good[place:])))
    assert len(report) == 1
    kept = [str(part) for part in meaning(tree.statements)]
    for part in good:
        (found,) = meaning(tree_of(part).statements)
        assert str(found) in kept


@settings(deadline=None)
@given(st.text(alphabet="v1024,.[] -:fd"))
def test_a_pattern_counts_what_it_writes_out(text: str) -> None:
    report = Report()
    word = Word(text, Span(Source("stack.dbs", text), 0, len(text)))
    pattern = expand(word, report, most=500)
    assert len(pattern.words()) == pattern.count
    assert pattern.is_poisoned == report.has_errors


@cache
def _plain() -> Lark:
    grammar = (folder("grammar") / "dbs.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic")


def _tokens(text: str) -> list[Token]:
    return list(_plain().lex(text, dont_ignore=True))


def _told(part: "Plain[Token] | Token") -> object:
    """Return the meaning of a plain tree, in the form of `meaning`."""
    assert isinstance(part, Plain)
    children = part.children
    subtrees = [child for child in children if isinstance(child, Plain)]
    match part.data:
        case "statement":
            block = [child for child in subtrees if child.data == "block"]
            return (
                str(children[0]),
                [_told(child) for child in subtrees if child.data == "value"],
                [_told(child) for child in subtrees if child.data == "clause"],
                [_told(s) for s in block[0].children if isinstance(s, Plain)] if block else None,
            )
        case "clause":
            return (str(children[0]), [_told(child) for child in subtrees])
        case "value":
            return [_told(child) for child in subtrees]
        case "call":
            return ("call", str(children[0]), _told(subtrees[0]) if subtrees else None)
        case "pair":
            return ("pair", str(children[0]), str(children[2]))
        case "text":
            written = str(children[0])[1:-1]
            escapes = {"n": "\n", "t": "\t"}
            pieces = iter(written)
            return (
                "text",
                "".join(
                    escapes.get(after := next(pieces), after) if char == "\\" else char
                    for char in pieces
                ),
            )
        case _:
            return ("word", str(children[0]))


def _comments(tree: Tree) -> Iterator[Comment]:
    yield from tree.rest
    for statement in tree.statements:
        yield from _of(statement)


def _of(statement: Statement) -> Iterator[Comment]:
    yield from (*statement.before, *statement.inside)
    yield from (found for found in (statement.after, statement.closing) if found)
    for inner in statement.block or ():
        yield from _of(inner)


def _lies(part: Statement | Value | Atom, outer: Span) -> None:
    """Check a part and what it is made of."""
    span = part.span
    assert span.source is outer.source and outer.start <= span.start <= span.end <= outer.end
    match part:
        case Statement():
            for clause in part.clauses:
                assert span.start <= clause.span.start and clause.span.end <= span.end
                for value in clause.values:
                    _lies(value, clause.span)
            _lies(part.word, span)
            for value in part.values:
                _lies(value, span)
            for inner in part.block or ():
                _lies(inner, span)
        case Value():
            for atom in part.atoms:
                _lies(atom, span)
        case Call():
            _lies(part.word, span)
            if part.argument:
                _lies(part.argument, span)
        case Pair():
            _lies(part.left, span)
            _lies(part.right, span)
        case Text():
            pass
        case _:
            assert span.text == part.text
