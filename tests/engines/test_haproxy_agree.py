"""Files of HAProxy with one thing made wrong: what it refuses is told, where it is wrong."""

import re
import subprocess
from pathlib import Path
from random import Random

from tests.engines.agree import Spoiled, agreement, assert_agrees, spoiled_lines, told
from tests.engines.need import find, need

GOLDEN = Path(__file__).parents[1] / "golden"

EACH = 9
"""Files that are spoiled in each way."""

WAYS = {
    "slip": (r"[ \t]*[a-z_-]*?([a-z])([a-z]).*", r"\2\1"),
    "letter": (r"[ \t]*[a-z_-]{3,}([a-z])(?=\s).*", ""),
    "second": (r"[ \t]*(?:option|timeout|mode|balance|stats) [a-z-]*?([a-z])([a-z]).*", r"\2\1"),
    "foreign": (r"[ \t]+()[a-z_]+ .*", "virtual_router_id 7\n"),
    "value": (r"[ \t]*[a-z_-]+([ \t]+\S+[ \t]*)", ""),
    "time": (r"[ \t]*timeout [a-z-]+ (\S+)", "99d"),
    "unit": (r"[ \t]*timeout [a-z-]+ \d+([a-z]+)", "x"),
    "port": (r"[ \t]*(?:bind|server \S+) \S*:(\d+).*", "99999"),
    "no port": (r"[ \t]*bind \S*?(:\d+).*", ""),
    "address": (r"[ \t]*bind [\d.]*\.(\d+):.*", "999"),
    "option": (r"[ \t]*(?:server .*|bind \S+)()", " wieght"),
    "again": (r"[ \t]*(server \S+ .*)", r"\1\n    \1"),
    "name": (r"[ \t]*server [^/ ]*() .*", "/1"),
    "quote": (r"[ \t]*[a-z].*()", ' "'),
    "head": (r"(?:listen|frontend) \S+()[ \t]*", " 0.0.0.0:3306"),
    "gone": (r"[ \t]+()(?:timeout|option) .*", "reqadd X:1\n"),
    "fetch": (r"[ \t]*(?:use_backend|http-request) .*()", " if { hrd(host) -i a }"),
    "converter": (r"[ \t]*(?:use_backend|http-request) .*()", " if { hdr(host),lowr a }"),
    "acl": (r"[ \t]+()(?:use_backend|balance) .*", r"acl a path_begin /x\n    "),
    "flag": (r"[ \t]+()(?:use_backend|balance) .*", r"acl a path_beg -x /x\n    "),
    "open": (r"[ \t]+()(?:use_backend|balance) .*", r"acl a hdr(host -i x\n    "),
    "known": (r"[ \t]+()(?:use_backend|balance) .*", r"acl a src,ipmask(24) -m ip 10.0.0.0\n    "),
    "condition": (r"[ \t]*(?:use_backend|http-request) .*()", " if no_such"),
}
"""Ways to spoil a line: what it is like, and what comes in place of its first groups."""


def _texts() -> list[str]:
    paths = sorted(GOLDEN.glob("**/haproxy/*.cfg"))
    ours = [path.read_text(encoding="utf-8") for path in paths[:: max(1, len(paths) // 8)]]
    return [re.sub(r"@@[\w.]+@@", "k7pQ2mTz", each) for each in ours]


def test_what_haproxy_refuses_is_told_where_it_is_wrong(tmp_path: Path) -> None:
    need("haproxy")
    path = tmp_path / "haproxy.cfg"

    def refusal(each: Spoiled) -> list[str]:
        """Return the alerts of a text; a warning refuses nothing."""
        path.write_text(each.text, encoding="utf-8")
        command = [find("haproxy") or "haproxy", "-c", "-f", str(path)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return done.stderr.splitlines() if done.returncode else []

    found = agreement(
        spoiled_lines(_texts(), WAYS, EACH, Random(5)),
        lambda each: (refusal(each), told("haproxy.cfg", each.text, "haproxy")),
    )
    assert set(found.refused) == set(WAYS) - {"known"}
    assert_agrees(found, 90)
