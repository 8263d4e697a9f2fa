"""Arbiters: the containers that vote in a Galera cluster, and keep nothing."""

import re
from collections.abc import Iterator
from itertools import pairwise

from dbstackc.lint.facts.container import Container
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.words import clause, statement, value
from dbstackc.model.seats import GALERA
from dbstackc.syntax.tree import Statement, Word

_LISTEN = re.compile(r"gmcast\.listen_addr=\w+://[^;\s]*:(\d+)")


def arbiters(cluster: str, draft: Draft) -> Iterator[Statement]:
    """Yield the statements of the arbiters of a cluster, whose commands name it."""
    for one in voters(cluster, draft):
        words = [said.text for said in (*one.entrypoint, *one.command)]
        draft.used.add(id(one))
        at = one.name.span
        name = Word(draft.names.take(after(words, "--name") or one.name.text, "node"), at)
        found = _LISTEN.search(after(words, "--options"))
        port = int(found[1]) - GALERA[1] if found else 0
        suffix = f":{port}" if port > 0 else ""
        place = Word(draft.home(one).name + suffix, at)
        yield statement("arbiter", at, [value(name)], [clause("on", place)])


def voters(cluster: str, draft: Draft) -> Iterator[Container]:
    """Yield the containers of the arbiters of a cluster."""
    for one in draft.stack.all(Container):
        words = [said.text for said in (*one.entrypoint, *one.command)]
        is_voter = bool(words) and words[0].rpartition("/")[2] == "garbd"
        if is_voter and after(words, "--group") == cluster:
            yield one


def after(words: list[str], name: str) -> str:
    """Return the value of an option, or ""."""
    found = (text for word, text in pairwise(words) if word == name)
    return next(found, "")
