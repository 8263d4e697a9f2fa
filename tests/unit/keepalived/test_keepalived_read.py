"""A keepalived.conf that exists, as it is understood: definitions, conditions, braces."""

from dbstackc.base.source import Source
from targets.keepalived.read import Block, read


def tree(text: str) -> list[object]:
    """Return the words of a text, blocks as lists below their heads."""

    def of(blocks: tuple[Block, ...]) -> list[object]:
        found: list[object] = []
        for block in blocks:
            words = " ".join(word.text for word in block.words)
            found.append(f"@{block.condition} {words}" if block.condition else words)
            if block.inside is not None:
                found.append(of(block.inside))
        return found

    return of(read(Source("keepalived.conf", text)).blocks)


def test_braces_end_lines_wherever_they_stand() -> None:
    assert tree("a b { c\nd } e\nf\n{\ng }") == ["a b", ["c", "d"], "e", "f", ["g"]]
    assert tree('a "{ b }" c') == ["a { b } c"]


def test_comments_end_at_the_line_and_quotes_hold_them_back() -> None:
    assert tree('a ! b\nc # d\n! e {\nf "!#" \\! g\\#h') == ["a", "c", "f !# ! g#h"]


def test_definitions_are_put_in() -> None:
    assert tree("$A=x y\nb $A ${A}z") == ["b x y x yz"]
    assert tree("$A=1\n$B=${A}2\n$A=3\nb $B") == ["b 32"]
    assert tree("b $A\n$A=1") == ["b $A"]
    assert tree("$H=a $_HASH b") == []
    assert tree('$A=x\nb "$A" "${A}" "$A y"') == ["b $A x x y"]


def test_definitions_of_several_lines_are_several_lines() -> None:
    text = "$A= \\\n  b { \\\n  c $D \\\n  }\n$D=1\n$A\ne\n"
    assert tree(text) == ["b", ["c 1"], "e"]
    assert tree("$A=x\\\n y\\\n\nb\n$A\n") == ["b", "x", "y"]
    assert tree("$A=x\\\n# no end\n y\nb\n$A\n") == ["b", "x", "y"]


def test_sequences_and_lists_say_a_line_for_each_value() -> None:
    assert tree("~SEQ(n, 3) a$n") == ["a1", "a2", "a3"]
    assert tree("~SEQ(n, 2, 4) a$n") == ["a2", "a3", "a4"]
    assert tree("~SEQ(n, 9, -3, 2) a$n") == ["a9", "a6", "a3"]
    assert tree("~SEQx(n, 9, 11) a$n") == ["a9", "aa", "ab"]
    assert tree("~SEQ(n, 1, 2) ~SEQ(m, 1, 2) ${n}$m") == ["11", "12", "21", "22"]
    assert tree("~LST(n, b, c) a$n") == ["ab", "ac"]
    assert tree("~LST({n, m}, {1, 2}, {3}) a${n}-$m") == ["a1-2", "a3-"]
    assert tree("~SEQ(n, 1, -1, 5) a$n\n~SEQ(n) b\n~LST() c\nd") == ["d"]


def test_conditions_are_kept_and_definitions_under_them_are_not_known() -> None:
    assert tree("@one a b\n@^two c\n@three\nd") == ["@one a b", "@^two c", "d"]
    assert tree("$X=1\n@one $X=2\na $X") == ["a $X"]
    assert tree("@one a {\n@two a {\nb\n}\nc") == ["@one a", ["b"], "c"]


def test_what_would_grow_without_end_does_not() -> None:
    doubling = "".join(f"${chr(98 + n)}=${chr(97 + n)}${chr(97 + n)}\n" for n in range(24))
    assert len(str(tree(f"$a=x\n{doubling}c $y"))) < 10_000
    assert tree("$a=$a\nb $a") == ["b $a"]
    nested = "~SEQ(a, 1, 1000000000) " * 5
    assert len(tree(f"{nested} x\ny")) <= 20_001
    lines = "".join(f"${chr(98 + n)}=\\\n${chr(97 + n)}\\\n${chr(97 + n)}\n" for n in range(24))
    assert len(tree(f"$a=x\\\n y\n{lines}$y\nz")) <= 40_000
