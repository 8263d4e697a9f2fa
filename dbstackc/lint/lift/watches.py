"""What looks at a stack: Prometheus, Grafana beside it, and what tells of machines and nodes."""

import re
from collections.abc import Iterator

from dbstackc.base.quantity import Duration, address, port
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.facts.proxy import Pool
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.watch import Alerts, Looker
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Draft, Machine, is_placed
from dbstackc.lint.lift.engine import image_of, memory, mounted
from dbstackc.lint.lift.looks import LISTEN, PASSWORD, Looks, kind, lookers, port_of
from dbstackc.lint.lift.words import clause, shown, statement, value, word
from dbstackc.lint.product import DATABASES, products
from dbstackc.model.watches import PORT
from dbstackc.syntax.tree import Clause, Statement, Word

_KEPT = re.compile(r"--storage\.tsdb\.retention\.time=(\d+(?:ms|s|m|h|d))")
_DURATION = re.compile(
    r"(?:(\d{1,9})y)?(?:(\d{1,9})w)?(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?"
    r"(?:(\d{1,9})s)?(?:(\d{1,9})ms)?"
)
_UNITS = (31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1)
USUAL = 15_000
"""Milliseconds between two looks, where the language is told of none."""

_SERVICE = "prometheus-exporter"


class Watching:
    """What looks at a stack, if it is as the language has it: something tells of each machine."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._kinds = {id(one): kind(one) for one in draft.stack.all(Container)}
        watched = self.of("watch")
        kinds = DATABASES | {"haproxy"} if watched else frozenset()
        busy = {self._spot(p.container) for p in products(draft.stack) if p.kind in kinds}
        told = {self._spot(one) for one in self.of("host")} if watched else set()
        self.all = watched if busy and busy <= told else []
        self._looks = Looks(draft)

    def _spot(self, one: Container) -> str:
        """Return what machine a container is on, or that none is told."""
        return self._draft.home(one).name if is_placed(one) else f"where {one.name.text} is"

    def rank(self, name: str, home: Machine, number: int) -> None:
        """Note when a thing is looked at, which tells of itself at a port of its machine."""
        ranks, found = self._draft.ranks, self._looks.at(home, number)
        if found is not None:
            ranks[name] = min(ranks.get(name, found), found)

    def of(self, wanted: str) -> list[Container]:
        """Return the containers of a kind."""
        return [c for c in self._draft.stack.all(Container) if self._kinds[id(c)] == wanted]

    def tells(self, pool: Pool) -> bool:
        """Return whether a door of a balancer is there for what looks at the stack."""
        said = pool.settings.get("http-request use-service")
        return bool(self.all) and said is not None and said.text.startswith(_SERVICE)

    def statements(self, outer: dict[str, Statement]) -> Iterator[Statement]:
        """Yield a statement for each way that it is done; what tells is said with the first.

        outer: is given the statements of the externals that are told, by their places.
        """
        draft = self._draft
        alike: dict[tuple[str, ...], list[tuple[Container, Clause | None, list[Statement]]]] = {}
        for one in self.all:
            looker = self._looker(one)
            every = _every(looker.every, draft) if looker is not None else None
            block = list(self._block(one))
            if looker is not None:
                block += self._alert(looker, outer)
            key = (_said(every) if every is not None else "", *map(shown, block))
            alike.setdefault(key, []).append((one, every, block))
        makes = list(self._makes()) if self.all else []
        for found in alike.values():
            first, every, block = found[0]
            at = first.name.span
            names, places = [], []
            for one, _, _ in found:
                draft.used.add(id(one))
                names.append(Word(draft.names.take(one.name.text, "watch"), one.name.span))
                port = next((int(m[1]) for w in one.command if (m := LISTEN.match(w.text))), PORT)
                suffix = "" if port == PORT else f":{port}"
                places.append(Word(draft.home(one).name + suffix, one.name.span))
            lines = [*block, *makes]
            makes = []
            clauses = [clause("on", *places), *([every] if every is not None else ())]
            yield statement("watch", at, [value(*names)], clauses, lines, blank=True)

    def _looker(self, one: Container) -> Looker | None:
        """Return what a Prometheus is told to look at, and count what it reads as carried."""
        draft = self._draft
        for rules in draft.stack.all(Alerts):
            if mounts(one, rules.span.source.name):
                draft.used.add(id(rules))
        for looker in lookers(one, draft):
            draft.used.add(id(looker))
            return looker
        draft.leave(
            one.name.span,
            f"how often `{one.name.text}` looks and whom it tells stands in a file that was not"
            " seen: say `every`, `alert`",
        )
        return None

    def _alert(self, looker: Looker, outer: dict[str, Statement]) -> Iterator[Statement]:
        """Yield whom a Prometheus calls: each place is someone else's."""
        draft = self._draft
        names = []
        for said in looker.tells:
            host, _, number = said.text.rpartition(":")
            if address(host) is None or port(number) is None:
                draft.leave(said.span, f"where `{said.text}` is cannot be told: say `external`")
                continue
            if said.text not in outer:
                name = Word(draft.names.invent("pager", f"`{said.text}`"), said.span)
                place = clause("at", word(said))
                outer[said.text] = statement(
                    "external", said.span, [value(name)], [place], blank=not outer
                )
            called = outer[said.text].values[0].atoms[0]
            assert isinstance(called, Word)
            names.append(Word(called.text, said.span))
        if names:
            yield statement("alert", names[0].span, [value(*names)])

    def _block(self, one: Container) -> Iterator[Statement]:
        for said in one.command:
            if match := _KEPT.fullmatch(said.text):
                yield statement("keep", said.span, [value(Word(match[1], said.span))])
        yield from _plain(one, self._draft)
        grafana = self._beside(one)
        if grafana is not None:
            yield from self._grafana(grafana)

    def _beside(self, one: Container) -> Container | None:
        """Return the Grafana on a Prometheus' machine whose password is a secret."""
        return next(
            (
                each
                for each in self.of("grafana")
                if each.span.source.name == one.span.source.name
                and each.name.text.startswith(one.name.text)
            ),
            None,
        )

    def _grafana(self, one: Container) -> Iterator[Statement]:
        self._draft.used.add(id(one))
        given = {each.name: each.value for each in one.environment if each.value is not None}
        port = given.get("GF_SERVER_HTTP_PORT")
        clauses = [clause("on", word(port))] if port is not None and port.text != "3000" else []
        clauses.append(clause("with", self._draft.secret(given[PASSWORD], "grafana")))
        block = list(_plain(one, self._draft))
        yield statement("grafana", one.name.span, [], clauses, block or None)

    def _makes(self) -> Iterator[Statement]:
        """Yield of which make exporters are, by their kinds."""
        for each in ("host", "containers", "database"):
            found = self.of(each)
            for one in found:
                self._draft.used.add(id(one))
                self._draft.panels.add(id(one))
                home = self._draft.home(one)
                if each == "host":
                    self.rank(home.name, home, port_of(one))
                for options in mounted(one, self._draft):
                    self._draft.used.add(id(options))
                    cluster = self._cluster(options, home)
                    if cluster:
                        self.rank(cluster, home, port_of(one))
            if found:
                block = list(_plain(found[0], self._draft))
                name = Word(each, found[0].name.span)
                if block:
                    yield statement("exporter", name.span, [value(name)], [], block)
            others = {one.image.text for one in found if one.image is not None}
            if len(others) > 1:
                self._draft.leave(
                    found[0].name.span, f"{len(others)} makes of exporters tell of one kind"
                )

    def _cluster(self, options: Options, home: Machine) -> str:
        """Return the cluster of the node that an exporter logs in to, or ""."""
        client = options.groups.get("client", {})
        host, number = client.get("host"), client.get("port")
        if host is None or number is None:
            return ""
        where = home.address.text if host.text == "127.0.0.1" else host.text
        node = self._draft.ends.get((where, number.number or 0), "")
        return self._draft.cluster_of.get(node, "")


def _every(said: Said | None, draft: Draft) -> Clause | None:
    """Return how often a Prometheus looks; None for as often as the language has it by itself.

    Source: Prometheus 2.42 manual, "Configuration" (`<duration>`; scrape_interval, 1m).
    """
    if said is None:
        return None
    match = _DURATION.fullmatch(said.text)
    if match is None or not said.text:
        draft.leave(said.span, f"`{said.text}` is no time that the language has")
        return None
    whole = sum(int(n) * ms for n, ms in zip(match.groups("0"), _UNITS, strict=True))
    return clause("every", Word(str(Duration(whole)), said.span)) if whole != USUAL else None


def _said(made: Clause) -> str:
    return " ".join(a.text for each in made.values for a in each.atoms if isinstance(a, Word))


def _plain(one: Container, draft: Draft) -> Iterator[Statement]:
    yield from image_of(one, draft)
    if (held := memory(one.memory)) is not None:
        yield held
