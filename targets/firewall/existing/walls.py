"""Chains of nftables as walls: what they let in, and whether they drop the rest."""

from collections.abc import Iterator, Sequence
from itertools import product

from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.wall import PING, Let, Wall

from .meaning import Meaning, Reading
from .ruleset import Chain, Ruleset, Word

DEEPEST = 8
"""Jumps from chain to chain that are followed."""

_SIDES = {"prerouting": "door", "input": "host"}
_EVERYBODY = {"ip": ("0.0.0.0/0",), "ip6": ("::/0",)}
_WITH_PORTS = ("tcp", "udp", "sctp")


def walls(ruleset: Ruleset) -> Iterator[Wall]:
    """Yield each chain that packets come to by themselves and that has a say on them."""
    for chain in ruleset.chains:
        is_of_ip = chain.table.family in ("ip", "ip6", "inet")
        if chain.hook is None or chain.kind is None or not is_of_ip:
            continue
        side = _SIDES.get(chain.hook.text, "out")
        if chain.kind.text != "filter":
            continue
        if side == "out" and not chain.rules and not _drops(chain):
            continue
        yield _Wall(ruleset, chain).wall(side)


def _drops(chain: Chain) -> bool:
    return chain.policy is not None and chain.policy.text == "drop"


class _Wall:
    """A chain that is gone through as a packet does."""

    def __init__(self, ruleset: Ruleset, chain: Chain) -> None:
        self._ruleset = ruleset
        self._chain = chain
        self._lets: list[Let] = []
        self._others: list[Said] = []
        self._device: Said | None = None
        self._closed = _drops(chain)

    def wall(self, side: str) -> Wall:
        chain = self._chain
        if side != "out":
            self._go_through()
        name, end = chain.name, max(chain.end, chain.name.end)
        return Wall(
            name=Said(name.text, self._ruleset.span(name, name)),
            span=Span(self._ruleset.source, name.start, end),
            engine="nftables",
            side=side,
            closed=self._closed and self._ruleset.whole,
            lets=tuple(self._lets),
            others=tuple(self._others),
            device=self._device,
        )

    def _go_through(self) -> None:
        for rule, span in self._rules(self._chain, (), 0):
            made = Reading(self._ruleset, self._chain.table, rule).meaning()
            self._device = made.device or self._device
            if not made.verdict or made.is_old or made.verdict == "continue":
                continue
            if made.is_bare and made.verdict in ("accept", "drop", "reject"):
                self._closed = made.verdict != "accept"
                return
            if made.is_bare and made.verdict == "return":
                return
            if made.verdict == "accept" and not made.is_odd:
                self._lets += self._let(made, span)
            else:
                self._others.append(Said(" ".join(span.text.split()), span))

    def _rules(
        self, chain: Chain, before: Sequence[Word], depth: int
    ) -> Iterator[tuple[tuple[Word, ...], Span]]:
        """Yield the rules of a chain, and those of the chains that it jumps to in their place."""
        for rule in chain.rules:
            if depth and rule[0].text == "return":
                return
            jump = next(
                (i for i, each in enumerate(rule[:-1]) if each.text == "jump" and not each.quoted),
                len(rule) - 1,
            )
            inner = self._chain.table.chains.get(rule[-1].text)
            if inner is not None and jump == len(rule) - 2 and depth < DEEPEST:
                self._ruleset.budget -= len(inner.rules)
                if self._ruleset.budget > 0:
                    yield from self._rules(inner, (*before, *rule[:jump]), depth + 1)
                    continue
            yield (*before, *rule), self._ruleset.span(rule[0], rule[-1])

    def _let(self, made: Meaning, span: Span) -> Iterator[Let]:
        sources = made.sources
        if sources is None:
            nets = _EVERYBODY.get(self._chain.table.family, ("0.0.0.0/0", "::/0"))
            sources = [Said(each, span) for each in nets]
        protocols = made.protocols or (["tcp", "udp"] if made.ports else ["any"])
        for protocol, (first, last) in product(protocols, made.ports or [(0, 0)]):
            if protocol == PING or (protocol in _WITH_PORTS) is bool(first):
                yield Let(
                    protocol=protocol,
                    first=first,
                    last=last,
                    sources=tuple(sources),
                    span=span,
                )
            elif protocol in _WITH_PORTS:  # every port
                yield Let(protocol=protocol, first=1, last=65535, sources=tuple(sources), span=span)
