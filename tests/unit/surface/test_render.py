"""Hold the drawing of diagnostics: alignment, several labels, and texts that mean harm."""

import re

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from dbstackc.base.diagnostic import Diagnostic, Fix, Label, Level
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.surface.look import ASCII, Look
from dbstackc.surface.render import concise, draw, draw_all

FILE = Source(
    "stack.dbs",
    "dbs 1\n\nhost vm[1..4] at 192.168.123.[36, 162, 104]\nhost 数据 at 数\n"
    "\ttabbed here\n\n\n\n\npxc a {\n  nodes\n}\n",
)


def span(text: str, source: Source = FILE) -> Span:
    start = source.text.index(text)
    return Span(source, start, start + len(text))


def found(
    text: str, says: str = "", *beside: tuple[str, str], level: Level = Level.ERROR
) -> Diagnostic:
    return Diagnostic(
        "a-rule",
        level,
        "a title",
        Label(span(text), says),
        tuple(Label(span(where), what) for where, what in beside),
    )


def lines(diagnostic: Diagnostic, look: Look = ASCII) -> list[str]:
    return draw(diagnostic, look).splitlines()


def test_two_labels_of_a_line_each_keep_their_text() -> None:
    both = found("192.168.123.[36, 162, 104]", "3: .36", ("vm[1..4]", "4: vm1, vm2"))
    assert lines(both, Look()) == [
        "error[a-rule]: a title",
        "  ╭─ stack.dbs:3:18",
        "  │",
        "3 │ host vm[1..4] at 192.168.123.[36, 162, 104]",
        "  │      --------    ^^^^^^^^^^^^^^^^^^^^^^^^^^ 3: .36",
        "  │      │",
        "  │      ╰ 4: vm1, vm2",
    ]
    assert lines(both)[4:] == [
        "  |      --------    ^^^^^^^^^^^^^^^^^^^^^^^^^^ 3: .36",
        "  |      |",
        "  |      4: vm1, vm2",
    ]


def test_labels_at_one_place_are_told_below_each_other() -> None:
    drawn = lines(found("vm[1..4]", "a", ("vm[1..4]", "b"), ("host", "c")), Look())
    assert drawn[4:] == [
        "  │ ---- ^^^^^^^^",
        "  │ │    │",
        "  │ │    ├ a",
        "  │ │    ╰ b",
        "  │ ╰ c",
    ]


def test_wide_characters_move_the_marks() -> None:
    assert lines(found("at 数", "here", ("数据", "")))[3:] == [
        "4 | host 数据 at 数",
        "  |      ---- ^^^^^ here",
    ]


def test_a_tab_is_four_cells() -> None:
    assert lines(found("here", ""))[3:] == ["5 |     tabbed here", "  |            ^^^^"]


def test_lines_between_are_left_out_and_a_single_one_is_not() -> None:
    far = lines(found("dbs 1", "", ("pxc", "")), Look())
    assert far[3:] == [
        " 1 │ dbs 1",
        "   │ ^^^^^",
        "   ┆",
        "10 │ pxc a {",
        "   │ ---",
    ]
    near = lines(found("dbs 1", "", ("vm[1..4]", "")))
    assert near[5] == "2 |"
    assert "..." in lines(found("dbs 1", "", ("pxc", "")))


def test_a_label_of_several_lines_shows_the_first_and_names_the_last() -> None:
    drawn = lines(found("{\n  nodes\n}", "this block"))
    assert drawn[3:] == ["10 | pxc a {", "   |       ^ this block (to line 12)"]


def test_another_file_has_its_own_place() -> None:
    other = Source("other.dbs", "dbs 1\nvip x")
    diagnostic = Diagnostic(
        "a-rule",
        Level.WARNING,
        "a title",
        Label(span("pxc")),
        (Label(span("vip", other), "and here"),),
        ("a fact",),
        ("do this",),
        Fix("write `x`", ()),
    )
    assert lines(diagnostic) == [
        "warning[a-rule]: a title",
        "  --> stack.dbs:10:1",
        "   |",
        "10 | pxc a {",
        "   | ^^^",
        "   |",
        "  ::: other.dbs:2:1",
        "   |",
        " 2 | vip x",
        "   | --- and here",
        "   |",
        "   = fix: write `x`",
        "   = note: a fact",
        "   = help: do this",
    ]


def test_a_long_line_is_cut_around_its_label() -> None:
    source = Source("long.dbs", "a" * 5000 + "HERE" + "数" * 5000)
    drawn = draw(
        Diagnostic("r", Level.ERROR, "t", Label(span("HERE", source), "x")), Look(width=60)
    )
    text, marks = drawn.splitlines()[3:5]
    assert "HERE" in text
    assert text.startswith("1 │ …a")
    assert text.endswith("数…")
    assert wcswidth(text) <= 60 + len("1 │ ……")
    assert marks.index("^^^^") == text.index("HERE")


def test_the_end_of_the_text_can_be_marked() -> None:
    source = Source("a.dbs", "ab\n")
    assert draw(Diagnostic("r", Level.ERROR, "t", Label(Span(source, 3, 3))), ASCII) == (
        "error[r]: t\n --> a.dbs:2:1\n  |\n2 |\n  | ^\n"
    )


def test_many_places_are_counted_not_drawn() -> None:
    source = Source("a.dbs", "x\n" * 40)
    beside = tuple(Label(Span(source, 4 * n, 4 * n + 1)) for n in range(1, 19))
    drawn = draw(Diagnostic("r", Level.ERROR, "t", Label(Span(source, 0, 1)), beside), ASCII)
    assert drawn.endswith("   = note: and 11 more places\n")


def test_a_written_secret_is_never_shown() -> None:
    source = Source("a.dbs", 'root "hunter2" oops\n')
    drawn = draw_all(
        [
            Diagnostic("plain-secret", Level.ERROR, "t", Label(span('"hunter2"', source))),
            Diagnostic("other", Level.ERROR, "t", Label(span("oops", source))),
        ],
        ASCII,
    )
    assert "hunter2" not in drawn
    assert drawn.count('root "*******" oops') == 2


def test_colours_come_only_when_asked_for() -> None:
    diagnostic = found("vm[1..4]", "here", ("host", "there"))
    colored = draw(diagnostic, Look(color=True))
    assert "\x1b[1;31m^^^^^^^^" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == draw(diagnostic, Look())
    assert concise(diagnostic, ASCII) == "stack.dbs:3:6: error[a-rule] a title"
    assert concise(diagnostic, Look(color=True)).count("\x1b") == 2


TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("\n\n\t\r\x1b\u202e\ufeff数\u0301 ab")), max_size=80
)


@st.composite
def diagnostics(draw_from: st.DrawFn) -> Diagnostic:
    sources = [Source(draw_from(TEXTS), draw_from(TEXTS)) for _ in range(2)]

    def label() -> Label:
        source = draw_from(st.sampled_from(sources))
        size = len(source.text)
        start, end = sorted(draw_from(st.tuples(*[st.integers(0, size)] * 2)))
        return Label(Span(source, start, end), draw_from(TEXTS))

    return Diagnostic(
        draw_from(TEXTS),
        draw_from(st.sampled_from(Level)),
        draw_from(TEXTS),
        label() if draw_from(st.booleans()) else None,
        tuple(label() for _ in range(draw_from(st.integers(0, 4)))),
        (draw_from(TEXTS),),
        (draw_from(TEXTS),),
    )


LOOKS = st.builds(
    Look,
    boxes=st.booleans(),
    ascii_only=st.booleans(),
    width=st.integers(1, 40),
    longest=st.integers(1, 60),
    places=st.integers(1, 5),
)


@given(diagnostics(), LOOKS)
def test_drawing_never_fails_and_lets_nothing_through(diagnostic: Diagnostic, look: Look) -> None:
    for drawn in (draw(diagnostic, look), concise(diagnostic, look)):
        for line in drawn.split("\n"):
            assert wcswidth(line) >= 0, "a control character came through"
            assert not set(line) & set("\x1b\r\u202e\u2066\ufeff\u2028\x85")
        drawn.encode("ascii" if look.ascii_only and not look.boxes else "utf-8")


@given(TEXTS.filter(lambda text: "\n" not in text), st.data())
def test_marks_stand_under_what_they_mark(line: str, data: st.DataObject) -> None:
    line = line.rstrip("\r")
    source = Source("a", line + "#")
    at = data.draw(st.integers(0, len(line)))
    drawn = draw(
        Diagnostic("r", Level.ERROR, "t", Label(Span(source, at, at + 1))), Look(width=999)
    )
    marks = drawn.splitlines()[4]
    before = draw(
        Diagnostic("r", Level.ERROR, "t", Label(Span(Source("a", line[:at] + "#"), at, at + 1))),
        Look(width=999),
    ).splitlines()[3]
    assert wcswidth(marks[: marks.index("^")]) == wcswidth(before) - 1
