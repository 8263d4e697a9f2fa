"""A directive is of an HAProxy that is long gone.

Current releases do not start with it: what was a warning for years is an error now.

Source: what HAProxy itself says of them; see `releases.py`: `nbproc` was removed in 2.5, `reqrep`
and its kin, `clitimeout`, `contimeout` and `srvtimeout` in 2.1, `option forceclose` in 2.0.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..read import NAMED, Config, Word
from ..releases import GONE, GONE_OPTIONS

LEVEL = Level.ERROR

EXAMPLE = "haproxy.cfg"

BAD = """
global
    nbproc 4

defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    server a 10.0.0.1:8066 check
"""

GOOD = """
global
    nbthread 4

defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    server a 10.0.0.1:8066 check
"""


def check(stack: Stack, report: Report) -> None:
    """Report each word that current releases refuse."""
    for config in stack.documents("haproxy"):
        assert isinstance(config, Config)
        for section in config.sections:
            for line in section.lines:
                found = _gone(line.words) if line.decided else None
                if found is None or section.kind not in (*NAMED, "defaults", "global"):
                    continue
                if section.kind == "global" and found[0].text == "grace":
                    continue
                word, name, (since, instead) = found
                report(
                    f"HAProxy {since} and later know no `{name}`",
                    at=word.span,
                    says=f"removed in {since}",
                    note="a current HAProxy does not start with it",
                    help=instead,
                    once=True,
                )


def _gone(words: tuple[Word, ...]) -> tuple[Word, str, tuple[str, str]] | None:
    """Return the word of a line that went, how it is called, and since when with what instead."""
    at = 1 if words[0].text == "no" and len(words) > 1 else 0
    if words[at].text in GONE:
        return words[at], words[at].text, GONE[words[at].text]
    if words[at].text == "option" and len(words) > at + 1 and words[at + 1].text in GONE_OPTIONS:
        name = words[at + 1].text
        return words[at + 1], f"option {name}", GONE_OPTIONS[name]
    return None
