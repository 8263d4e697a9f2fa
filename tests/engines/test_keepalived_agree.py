"""Files of keepalived with one thing made wrong: what it refuses is told, where it is wrong.

What it complains of is looked for in all that it prints: its exit code says little.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from dbstackc.base.diagnostic import Level
from dbstackc.base.source import Source
from dbstackc.work.lint import lint_sources
from tests.engines.test_keepalived_refuse import complaints
from tests.unit.keepalived.existing import LIKE_IT

GOLDEN = Path(__file__).parents[1] / "golden"

EACH = 9
"""Files that are spoiled in each way."""

WAYS = {
    "slip": (r"[ \t]*[a-z_]*?([a-z])([a-z]).*", r"\2\1"),
    "letter": (r"[ \t]*[a-z_]{3,}([a-z])(?=\s).*", ""),
    "foreign": (r"[ \t]*()[a-z_]+ .*", "balance roundrobin\n"),
    "value": (r"[ \t]*[a-z_]+([ \t]+\S+[ \t]*)", ""),
    "number": (r"[ \t]*[a-z_]+[ \t]+(\d+)[ \t]*", "99999999999"),
    "word": (r"[ \t]*[a-z_]+[ \t]+(\d+)[ \t]*", "ten"),
    "negative": (r"[ \t]*[a-z_]+[ \t]+(\d+)[ \t]*", "-300"),
    "address": (r".*\d+\.\d+\.\d+\.(\d+)\b.*", "999"),
    "option": (r"[ \t]*\d+\.\d+\.\d+\.\d+(?:/\d+)?([ \t]*)", " on eth0"),
    "opened": (r".*[\w)]([ \t]*\{)", ""),
    "closed": (r"[ \t]*(\})", ""),
    "again": (r"[ \t]*[a-z_]+ [^{}]*()", "\n}"),
    "quote": (r'.*"[^"]*(")[ \t]*', ""),
}
"""Ways to spoil a line: what it is like, and what comes in place of its first groups."""


class Spoiled(NamedTuple):
    """A text with one thing made wrong. lines: where it may be told."""

    text: str
    lines: range
    how: str


def _texts() -> list[str]:
    paths = sorted(GOLDEN.glob("**/keepalived/*.conf"))
    plain = [text for text in LIKE_IT.values() if not re.search(r"[$~@\r]", text)]
    ours = [path.read_text(encoding="utf-8") for path in paths[:: len(paths) // 4]]
    # The secret and the script are the host's.
    whole = [
        re.sub(r"@@[\w.]+@@", "k7pQ2mTz", re.sub(r'"/.*"', '"/bin/true"', each)) for each in ours
    ]
    return whole + plain


def _spoiled(random: Random) -> Iterator[Spoiled]:
    texts = _texts()
    for how, (like, instead) in WAYS.items():
        found = 0
        for _ in range(EACH * 50):
            lines = random.choice(texts).split("\n")
            at = random.randrange(len(lines))
            match = re.fullmatch(like, lines[at])
            if match is None or lines[at].strip().startswith(("#", "!")) or found == EACH:
                continue
            found += 1
            start, end = match.span(1)
            end = match.end(2) if match.re.groups == 2 else end
            first = at - _opened(lines[:at]) if how == "closed" else at
            lines[at] = lines[at][:start] + match.expand(instead) + lines[at][end:]
            yield Spoiled("\n".join(lines), range(first + 1, at + 4), how)


def _opened(before: list[str]) -> int:
    """Return how many lines before its closing brace a block begins."""
    depth = 0
    for number, line in enumerate(reversed(before), 1):
        depth += line.count("{") - line.count("}")
        if depth == 1:
            return number
    return 0


def _told(text: str) -> list[tuple[int, Level]]:
    return [
        (found.primary.span.place[0], found.level)
        for found in lint_sources([Source("keepalived.conf", text)], kind="keepalived").found
        if found.primary is not None and found.rule.startswith("keepalived/")
    ]


def test_what_keepalived_refuses_is_told_where_it_is_wrong(tmp_path: Path) -> None:
    refused: Counter[str] = Counter()
    missed, false = [], []
    for each in _spoiled(Random(5)):
        said, told = complaints(each.text, tmp_path), _told(each.text)
        if said:
            refused[each.how] += 1
            if not any(line in each.lines for line, _ in told):
                missed.append((each, said, told))
        elif any(level <= Level.ERROR for _, level in told):
            false.append((each, told))
    assert set(refused) == set(WAYS), "a way spoils nothing"
    assert sum(refused.values()) > 80
    assert len(missed) <= sum(refused.values()) // 10, [
        (each.how, said[:2], told) for each, said, told in missed
    ]
    assert not false, false
