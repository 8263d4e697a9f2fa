"""Where a haproxy.cfg holds passwords: of status pages and of users."""

from collections.abc import Iterator
from itertools import pairwise

from dbstackc.base.span import Span

from .read import Config, Word


def secrets(config: Config) -> Iterator[Span]:
    """Yield where passwords stand: of status pages and of users."""
    for section in config.sections:
        for line in section.lines:
            words = line.words
            if len(words) > 2 and words[0].text == "stats" and words[1].text == "auth":
                yield _after_colon(words[2])
            for before, word in pairwise(words):
                if before.text in ("password", "insecure-password") and section.kind == "userlist":
                    yield word.span


def _after_colon(word: Word) -> Span:
    colon = word.span.text.find(":")
    return (
        Span(word.span.source, word.span.start + colon + 1, word.span.end)
        if colon >= 0
        else word.span
    )
