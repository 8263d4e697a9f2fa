"""Files of keepalived with one thing made wrong: what it refuses is told, where it is wrong.

What it complains of is looked for in all that it prints: its exit code says little.
"""

import re
from pathlib import Path
from random import Random

from tests.engines.agree import agreement, assert_agrees, spoiled_lines, told
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
    "family": (r"[ \t]*(\d+\.\d+\.\d+\.\d+)/\d+.*", "fd00::1"),
    "nameless": (r"[ \t]*vrrp_(?:instance|script)( \S+) \{", ""),
    "unchosen": (r"[ \t]*()lb_(?:algo|kind) .*", "#"),
    "opened": (r".*[\w)]([ \t]*\{)", ""),
    "closed": (r"[ \t]*(\})", ""),
    "again": (r"[ \t]*[a-z_]+ [^{}]*()", "\n}"),
    "quote": (r'.*"[^"]*(")[ \t]*', ""),
}
"""Ways to spoil a line: what it is like, and what comes in place of its first groups."""


def _texts() -> list[str]:
    paths = sorted(GOLDEN.glob("**/keepalived/*.conf"))
    plain = [text for text in LIKE_IT.values() if not re.search(r"[$~@\r]", text)]
    ours = [path.read_text(encoding="utf-8") for path in paths[:: len(paths) // 4]]
    # The secret and the script are the host's.
    whole = [
        re.sub(r"@@[\w.]+@@", "k7pQ2mTz", re.sub(r'"/.*"', '"/bin/true"', each)) for each in ours
    ]
    return whole + plain


def _above(how: str, before: list[str]) -> int:
    return _opened(before) if how in ("closed", "unchosen") else 0


def _opened(before: list[str]) -> int:
    """Return how many lines before its closing brace a block begins."""
    depth = 0
    for number, line in enumerate(reversed(before), 1):
        depth += line.count("{") - line.count("}")
        if depth == 1:
            return number
    return 0


def test_what_keepalived_refuses_is_told_where_it_is_wrong(tmp_path: Path) -> None:
    found = agreement(
        spoiled_lines(_texts(), WAYS, EACH, Random(5), _above),
        lambda each: (
            complaints(each.text, tmp_path),
            told("keepalived.conf", each.text, "keepalived"),
        ),
    )
    assert set(found.refused) == set(WAYS), "a way spoils nothing"
    assert_agrees(found, 80)
