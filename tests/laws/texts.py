"""Drawn texts: right ones, broken ones and soup."""

from hypothesis import strategies as st

from tests.unit.syntax.sample import SAMPLE

WORDS = st.sampled_from(
    ("a", "host", "vm[1..4]", "10.0.0.[1, 2]:80", "at", "on", "every", "attachable", "数据", "-")
)
PIECES = st.sampled_from(
    (
        *("a", "b", "vm[1..2]", "at", "on", "to", "1", "-", "->", "-> ", "数"),
        *(" ", " ", " ", "\t", "\n", "\n", "\r\n", "\r", ";", ",", ", ", ",\n", "\\\n", "\\"),
        *("{", "}", "{ ", " }", " {\n", "\n}\n", "(", ")", "[", "]", "f(1)"),
        *('"', '"t"', '"\\"', '"\\d"', "'", "“x”", "#", "# c\n", " # c\n", "## d\n"),
        *("，", "｛", "＃", "　", "\ufeff", "\x00", "\u200b", "\ud800", "\x85", "\f"),
    )
)


def soup() -> st.SearchStrategy[str]:
    """Draw pieces of the language in any order, and some text of no language."""
    return st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=40))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw the sample with a few pieces cut out, put in or doubled."""
    text = SAMPLE
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from((0, 0, 1, 1, 2, 10, 200))))
        text = text[:start] + draw(PIECES | st.just("")) + text[end:]
    return text


COMMENTS = st.sampled_from(("#", "# c", "## doc", "# allow x: y", "# {", "#数"))
NAMES = st.sampled_from(
    ("a", "host", "replication", "vm[1..4]", "10.0.0.[1, 2]:80", "[fd00::1]", "attachable", "数")
)
TEXTS = st.sampled_from(('""', '"a # b"', '"\\"\\\\"', '"a\\tb\\n"', '"' + "long " * 15 + '"'))
CALLS = st.sampled_from(("f()", "mod(id)", "g(1, 2)", "h( i( j ) )", "f(1,\n  2)"))
PAIRS = st.sampled_from(("1->2", "400[1,3] -> 8888"))
SMALL = st.sampled_from(("at", "on", "in", "to", "by", "as", "with", "for", "from", "every"))
GAPS = st.sampled_from((" ", " ", " ", "  ", "\t", " \\\n  ", "\\\r\n"))


@st.composite
def _values(draw: st.DrawFn, least: int) -> str:
    written = ""
    for _ in range(draw(st.integers(least, 3))):
        atoms = draw(st.lists(NAMES | TEXTS | CALLS | PAIRS, min_size=1, max_size=4))
        written += draw(GAPS) + atoms[0]
        for atom in atoms[1:]:
            comma = draw(st.sampled_from((", ", ",", " ,\n", ",\n\n  ", ", # in\n", ",\n# in\n")))
            written += comma + atom
    return written


@st.composite
def _statement(draw: st.DrawFn, depth: int) -> str:
    written = draw(NAMES) + draw(_values(0))
    for _ in range(draw(st.integers(0, 2))):
        written += draw(GAPS) + draw(SMALL) + draw(_values(1))
    if depth and draw(st.booleans()):
        inside = draw(_block(depth - 1))
        written += draw(st.sampled_from((" ", ""))) + "{" + inside + "}"
    return written


@st.composite
def _block(draw: st.DrawFn, depth: int) -> str:
    written = draw(st.sampled_from(("", " ", "\n", " # open\n", "\n\n  # first\n", ";")))
    for _ in range(draw(st.integers(0, 3))):
        for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2)))):
            written += "\n" + draw(COMMENTS) + draw(st.sampled_from(("\n", "\n\n", "\r\n")))
        written += draw(_statement(depth))
        end = draw(st.sampled_from(("; ", ";", "\n", "\n\n\n", "\r\n", " # end\n", "; # end\n")))
        written += end
    return written + draw(st.sampled_from(("", "", "\n# last\n", "\n\n\t# last\n\n")))


def right() -> st.SearchStrategy[str]:
    """Draw a text without a mistake, laid out in every way the grammar allows."""
    return _block(3).map(lambda text: text.lstrip(" "))
