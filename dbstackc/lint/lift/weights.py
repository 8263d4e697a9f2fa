"""The votes of a Galera cluster's nodes, as each node's own file tells them."""

import re
from collections.abc import Iterator, Sequence

from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.arbiters import after, voters
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.engine import mounted
from dbstackc.lint.lift.words import statement, value, word
from dbstackc.syntax.tree import Statement

_WEIGHT = re.compile(r"(?<![\w.])pc\.weight\s*=\s*(\d{1,3})(?=\s*(?:;|$))", re.ASCII)


def weights(
    cluster: str, members: Sequence[tuple[Said, Container | None]], draft: Draft
) -> Iterator[Statement]:
    """Yield what votes the nodes have, those of arbiters last, where any has another than one.

    members: what is called so, and its container, if that was seen. One that is told nothing has
    one vote.

    Source: Galera Cluster documentation, "Galera Parameters" (pc.weight).
    """
    found = [_of(said, one, draft) for said, one in members]
    for one in voters(cluster, draft):
        options = after([said.text for said in (*one.entrypoint, *one.command)], "--options")
        found.append(_weight(Said(options, one.name.span)) or Said("1", one.name.span))
    texts = {said.text for said in found}
    if texts - {"1"}:
        kept = found[:1] if len(texts) == 1 else found
        yield statement("weight", found[0].span, [value(*map(word, kept))])


def _of(name: Said, one: Container | None, draft: Draft) -> Said:
    for options in mounted(one, draft) if one is not None else ():
        for group in options.groups.values():
            said = group.get("wsrep_provider_options")
            if said is not None and (weight := _weight(said)) is not None:
                return weight
    return Said("1", name.span)


def _weight(said: Said) -> Said | None:
    match = _WEIGHT.search(said.text)
    if match is None:
        return None
    start = said.span.start + max(0, said.span.text.find(match[0]))
    at = Span(said.span.source, start, min(said.span.end, start + len(match[0])))
    return Said(str(int(match[1])), at)
