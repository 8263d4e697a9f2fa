"""Names to things, and one sentence for every name that leads nowhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from dbstackc.base.diagnostic import rewrite
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.base.text import listed
from dbstackc.language.declaration import Item
from dbstackc.model.thing import Host, Thing

_GUESSES = 50
"""Names that lead nowhere for which a near one is looked for; more of them are no slips."""

_NOUNS = {"mycat": "router", "haproxy": "balancer"}


class Names:
    """Every thing by its kind and name.

    dropped: what `drop` removed: kind's word and name to the place of the drop.
    """

    def __init__(self, dropped: Mapping[tuple[str, str], Span], report: Report) -> None:
        self.report = report
        self._things: dict[str, dict[str, Any]] = {}
        self._poisoned: set[str] = set()
        self._dropped = {name: span for (_, name), span in dropped.items()}
        self._shared: dict[str, Thing] = {}
        self._guesses = _GUESSES

    def add(self, kind: str, thing: Thing, shared: bool = True) -> bool:
        """Take a thing; return whether its name was free.

        shared: whether its name must differ from that of every other shared thing.

        Reports: taken-name.
        """
        if shared:
            first = self._shared.setdefault(thing.name, thing)
            if first is not thing:
                self.report.error(
                    "taken-name",
                    f"two things are called `{thing.name}`",
                    at=thing.span,
                    says=f"this {kind}",
                    beside=[(first.span, "and this")],
                    note="hosts, clusters, nodes, routers, balancers, vips share one set of names",
                    help="choose another name for one of them",
                )
                return False
        self._things.setdefault(kind, {})[thing.name] = thing
        return True

    def poison(self, name: str) -> None:
        """Remember a name whose declaration failed, so that no echo of it is reported."""
        self._poisoned.add(name)

    def all(self, kind: str) -> Sequence[Any]:
        """Return the things of a kind, in the order they were added."""
        return tuple(self._things.get(kind, {}).values())

    def find(self, kind: str, name: str) -> Any:
        """Return a thing, or None without a word."""
        return self._things.get(kind, {}).get(name)

    def get(self, kinds: Sequence[str], item: Item, span: Span | None = None) -> Any:
        """Return the thing that a name leads to, or None where that was reported.

        Reports: unknown-name.
        """
        name = str(item.value)
        for kind in kinds:
            found = self._things.get(kind, {}).get(name)
            if found is not None:
                return found
        if name not in self._poisoned:
            self._unknown(kinds, name, span or item.span)
        return None

    def host(self, place: Item) -> Host | None:
        """Return the host that a place names, as in `vm1:9001`, or None where that was reported.

        Reports: unknown-name.
        """
        found: Host | None = self.get(("host",), Item(place.value.host, place.span))
        return found

    def _unknown(self, kinds: Sequence[str], name: str, at: Span) -> None:
        self._poisoned.add(name)
        noun = listed(list(kinds), 9, "or")
        near = None
        if self._guesses:
            self._guesses -= 1
            near = nearest(name, [n for kind in kinds for n in self._things.get(kind, {})])
        other = next((kind for kind in self._things if name in self._things[kind]), None)
        beside: list[tuple[Span, str]] = []
        fix = None
        help = f"declare it, or name a {noun} that is declared"
        if name in self._dropped:
            beside = [(self._dropped[name], "dropped here")]
            help = "keep it, or drop what refers to it as well"
        elif other is not None:
            thing = self._things[other][name]
            beside = [(thing.span, f"this is a {other}")]
        elif near is not None:
            thing = next(self._things[k][near] for k in kinds if near in self._things.get(k, {}))
            beside = [(thing.span, "this one is")]
            help = f"write `{near}`"
            fix = rewrite(at, name, near)
        self.report.error(
            "unknown-name",
            f"no {noun} is called `{name}`",
            at=at,
            says="not declared in this topology",
            beside=beside,
            help=help,
            fix=fix,
        )
