"""A word is newer than the oldest HAProxy that is still cared for.

A release that does not know it does not start with it: the file asks for a newer one than the host
may have.

Source: HAProxy's sources at each release; see `releases.py`. 2.6 is cared for until 2027.
"""

from collections.abc import Iterator

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..arguments import CONDITIONAL
from ..expressions import expressions
from ..read import NAMED, Config, Line, Word
from ..releases import CAME
from ..samples import CONVERTERS_CAME, FETCHES_CAME

LEVEL = Level.ADVICE

EXAMPLE = "haproxy.cfg"

BAD = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    guid sql:1
    bind :3306
    server a 10.0.0.1:8066 check
"""

GOOD = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    id 1001
    bind :3306
    server a 10.0.0.1:8066 check
"""


def check(stack: Stack, report: Report) -> None:
    """Report each word that HAProxy 2.6 does not know, and since when it is known."""
    for config in stack.documents("haproxy"):
        assert isinstance(config, Config)
        for section in config.sections:
            for line in (section.head, *section.lines):
                for word, name, since in _newer(line, section.kind) if line.decided else ():
                    report(
                        f"`{name}` is a word of HAProxy {since} and later",
                        at=word.span,
                        says=f"since {since}",
                        note="an older one does not start with it",
                        once=True,
                    )


def _newer(line: Line, kind: str) -> Iterator[tuple[Word, str, str]]:
    """Yield words of a line that came late, each with its name and since when it is known."""
    words = line.words[1:] if line.words[0].text == "no" else line.words
    if not words:
        return
    first = words[0]
    if kind not in (*NAMED, "defaults", "global"):
        if since := CAME["section"].get(first.text):
            yield first, first.text, since
        return
    if since := CAME["global" if kind == "global" else "proxy"].get(first.text):
        yield first, first.text, since
    among = CAME.get(first.text, {}) if first.text not in ("server", "section") else {}
    if len(words) > 1 and (since := among.get(words[1].text.partition("(")[0])):
        yield words[1], f"{first.text} {words[1].text}", since
    if first.text == "bind" and len(words) > 1 and words[1].text.startswith("mptcp"):
        yield words[1], "mptcp@", CAME["bind"]["mptcp@"]
    if first.text == "acl" or first.text in CONDITIONAL:
        for each in expressions(words):
            if since := FETCHES_CAME.get(each.fetch):
                yield each.word, each.fetch, since
            for name in each.converters:
                if since := CONVERTERS_CAME.get(name):
                    yield each.word, name, since
    if first.text in ("server", "default-server"):
        for word in words[1:]:
            if since := CAME["server"].get(word.text):
                yield word, word.text, since
