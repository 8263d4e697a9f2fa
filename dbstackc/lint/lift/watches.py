"""What looks at a stack: Prometheus, Grafana beside it, and what tells of machines and nodes."""

import re
from collections.abc import Iterator

from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.facts.proxy import Pool
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Draft, is_placed
from dbstackc.lint.lift.engine import image_of, memory
from dbstackc.lint.lift.words import clause, statement, value, word
from dbstackc.lint.product import DATABASES, products
from dbstackc.model.watches import PORT
from dbstackc.syntax.tree import Statement, Text, Word

_FLAGS = {
    "watch": "--storage.tsdb.",
    "host": "--path.rootfs=",
    "containers": "--housekeeping_interval=",
    "database": "--config.my-cnf=",
}
"""By what its command says a container is known to be one of these."""

_KEPT = re.compile(r"--storage\.tsdb\.retention\.time=(\d+(?:ms|s|m|h|d))")
_LISTEN = re.compile(r"--web\.listen-address=.*:(\d+)")
_PASSWORD = "GF_SECURITY_ADMIN_PASSWORD__FILE"
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

    def _spot(self, one: Container) -> str:
        """Return what machine a container is on, or that none is told."""
        return self._draft.home(one).name if is_placed(one) else f"where {one.name.text} is"

    def of(self, wanted: str) -> list[Container]:
        """Return the containers of a kind."""
        return [c for c in self._draft.stack.all(Container) if self._kinds[id(c)] == wanted]

    def tells(self, pool: Pool) -> bool:
        """Return whether a door of a balancer is there for what looks at the stack."""
        said = pool.settings.get("http-request use-service")
        return bool(self.all) and said is not None and said.text.startswith(_SERVICE)

    def statements(self) -> Iterator[Statement]:
        """Yield a statement for each way that it is done; what tells is said with the first."""
        draft = self._draft
        alike: dict[tuple[str, ...], list[tuple[Container, list[Statement]]]] = {}
        for one in self.all:
            block = list(self._block(one))
            alike.setdefault(tuple(map(_shown, block)), []).append((one, block))
        makes = list(self._makes()) if self.all else []
        for found in alike.values():
            first, block = found[0]
            at = first.name.span
            names, places = [], []
            for one, _ in found:
                draft.used.add(id(one))
                names.append(Word(draft.names.take(one.name.text, "watch"), one.name.span))
                port = next((int(m[1]) for w in one.command if (m := _LISTEN.match(w.text))), PORT)
                suffix = "" if port == PORT else f":{port}"
                places.append(Word(draft.home(one).name + suffix, one.name.span))
                draft.leave(
                    one.name.span,
                    f"how often `{one.name.text}` looks and whom it tells stands in a file that is"
                    " not read: say `every`, `alert`",
                )
            lines = [*block, *makes]
            makes = []
            yield statement(
                "watch", at, [value(*names)], [clause("on", *places)], lines, blank=True
            )

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
        clauses.append(clause("with", self._draft.secret(given[_PASSWORD], "grafana")))
        block = list(_plain(one, self._draft))
        yield statement("grafana", one.name.span, [], clauses, block or None)

    def _makes(self) -> Iterator[Statement]:
        """Yield of which make exporters are, by their kinds."""
        for each in ("host", "containers", "database"):
            found = self.of(each)
            for one in found:
                self._draft.used.add(id(one))
                self._draft.panels.add(id(one))
                for options in self._draft.stack.all(Options):
                    if mounts(one, options.span.source.name):
                        self._draft.used.add(id(options))
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


def kind(one: Container) -> str:
    """Return what of those that look at a stack a container is; "" for none."""
    words = [said.text for said in one.command]
    for name, flag in _FLAGS.items():
        if any(each.startswith(flag) for each in words):
            return name
    given = {each.name for each in one.environment if each.value is not None}
    return "grafana" if _PASSWORD in given else ""


def _plain(one: Container, draft: Draft) -> Iterator[Statement]:
    yield from image_of(one, draft)
    if (held := memory(one.memory)) is not None:
        yield held


def _shown(made: Statement) -> str:
    """Return all that a statement says, without its places."""
    given = (*made.values, *(said for each in made.clauses for said in each.values))
    words = [a.text for said in given for a in said.atoms if isinstance(a, Word | Text)]
    return " ".join((made.word.text, *words, *map(_shown, made.block or ())))
