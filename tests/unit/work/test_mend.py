"""A fix is carried out only where judging again proves it."""

from collections.abc import Callable, Mapping

from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.diagnostic import Diagnostic, Edit, Fix, Label, Level
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.work.mend import mend

Judge = Callable[[Mapping[str, str]], list[Diagnostic]]


def judge(text: str, rules: Mapping[str, str], *, safe: bool = True) -> Judge:
    """Return a judge that finds each letter of some, and would write another in its place."""

    def found(changed: Mapping[str, str]) -> list[Diagnostic]:
        source = Source("a", changed.get("a", text))
        return [
            Diagnostic(
                f"no-{letter}",
                Level.WARNING,
                "x",
                Label(span := Span(source, at, at + 1)),
                fix=Fix("x", (Edit(span, rules[letter]),), safe),
            )
            for at, letter in enumerate(source.text)
            if letter in rules
        ]

    return found


def test_what_is_found_is_mended() -> None:
    mended = mend({"a": "xaxb"}, judge("xaxb", {"a": "c", "b": "c"}))
    assert (mended.texts, mended.found, mended.fixes) == ({"a": "xcxc"}, (), 2)


def test_what_a_fix_brings_to_light_is_mended_in_its_turn() -> None:
    text = "axa"
    mended = mend({"a": text}, judge(text, {"a": "", "x": "y"}))
    assert mended.texts == {"a": "y"}


def test_a_fix_that_adds_a_finding_is_not_made() -> None:
    mended = mend({"a": "xa"}, judge("xa", {"a": "b", "b": "a"}))
    assert mended.texts == {}
    assert mended.fixes == 0
    assert [each.rule for each in mended.found] == ["no-a"]


def test_a_good_fix_beside_a_bad_one_is_made() -> None:
    mended = mend({"a": "a-c"}, judge("a-c", {"a": "b", "b": "a", "c": "d"}))
    assert mended.texts == {"a": "a-d"}


def test_what_may_change_the_meaning_is_made_only_if_asked() -> None:
    unsafe = judge("a", {"a": "b"}, safe=False)
    assert mend({"a": "a"}, unsafe).texts == {}
    assert mend({"a": "a"}, unsafe, unsafe=True).texts == {"a": "b"}


@given(st.text("abcd", max_size=12), st.dictionaries(st.sampled_from("abcd"), st.text("abcde")))
def test_it_ends_and_never_leaves_more_than_there_was(text: str, rules: dict[str, str]) -> None:
    judged = judge(text, rules)
    mended = mend({"a": text}, judged)
    assert len(mended.found) <= len(judged({}))
    left = [(each.rule, each.primary and each.primary.span.start) for each in mended.found]
    again = [(each.rule, each.primary and each.primary.span.start) for each in judged(mended.texts)]
    assert left == again
