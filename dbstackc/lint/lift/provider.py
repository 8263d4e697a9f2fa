"""What Galera itself is told, in `wsrep_provider_options`."""

import re
from collections.abc import Iterator

from dbstackc.base.quantity import size
from dbstackc.emit.galera import FAST
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.words import statement, value, word
from dbstackc.syntax.tree import Statement, Word

_OURS = (
    "base_port", "gmcast.listen_addr", "ist.recv_addr", "gcache.size", "gcache.recover",
    "pc.recovery",
)  # fmt: skip
"""What is told to every node, or follows from what else is said."""

_VOTES = re.compile(r"\d{1,3}", re.ASCII)


def provider(said: Said, told: set[tuple[str, str]], draft: Draft) -> Iterator[Statement]:
    """Yield the statements of what is told to Galera that the language says otherwise.

    told: what was said for another node already, by its name.
    """
    given = _options(said.text)
    cache = given.get("gcache.size", "").upper()
    if cache and size(cache) is not None and ("gcache", "") not in told:
        told.add(("gcache", ""))
        yield statement("gcache", said.span, [value(word(Said(cache, said.span)))])
    timing = _options(FAST)
    is_fast = timing.items() <= given.items()
    if is_fast and ("failover", "") not in told:
        told.add(("failover", ""))
        yield statement("failover", said.span, [value(Word("fast", said.span))])
    for name, text in given.items():
        if name in _OURS or (is_fast and name in timing):
            continue
        if name == "pc.weight" and _VOTES.fullmatch(text):
            continue  # said of all nodes together
        draft.leave(said.span, f"the language has no word for `{name}={text}` of Galera")


def _options(text: str) -> dict[str, str]:
    """Return what is told to Galera, by name."""
    return {
        name.strip(): value.strip()
        for each in text.split(";")
        for name, equals, value in [each.partition("=")]
        if equals
    }
