"""Applications: containers that come to the databases by a door of the stack."""

import re
from collections.abc import Iterator, Mapping, Sequence

from dbstackc.base.text import listed
from dbstackc.lint.facts.container import Container, Variable
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.engine import image_of, memory
from dbstackc.lint.lift.networks import Networks
from dbstackc.lint.lift.words import clause, statement, text, value, word
from dbstackc.syntax.tree import Atom, Statement, Word

_SHELL = "CMD-SHELL "
_SECRETS = "/run/secrets/"
_OWN = re.compile(r"\b(https?)://(?:127\.0\.0\.1|localhost|\[::1\])(?::(\d{1,5}))?(?=[/\s'\"?]|$)")
_USUAL = {"http": 80, "https": 443}


def services(
    draft: Draft, networks: Networks, balancers: Sequence[Statement], vips: Sequence[Statement]
) -> Iterator[Statement]:
    """Yield the statements of what is no part of the stack's own, and comes in by a door of it."""
    doors = _Doors(draft, balancers, vips)
    for one in draft.stack.all(Container):
        if id(one) in draft.used or one.image is None or not one.name.text:
            continue
        ends = {each.name: end for each in one.environment if (end := doors.of(each)) is not None}
        if ends:
            draft.used.add(id(one))
            yield _service(one, ends, draft, networks)


class _Doors:
    """Where a stack is come into: its balancers and routers by place, its vips by address."""

    def __init__(
        self, draft: Draft, balancers: Sequence[Statement], vips: Sequence[Statement]
    ) -> None:
        names = {_text(each.values[0].atoms[0]) for each in balancers} | draft.routers
        self._places = {place: name for place, name in draft.ends.items() if name in names}
        self._vips = {
            _text(given.values[0].atoms[0]).partition("/")[0]: _text(each.values[0].atoms[0])
            for each in vips
            for given in each.clauses
            if given.preposition.text == "at"
        }

    def of(self, variable: Variable) -> Word | None:
        """Return the door that a variable says, with its port; None for none."""
        if variable.value is None:
            return None
        address, _, port = variable.value.text.rpartition(":")
        if not port.isdigit():
            return None
        place = address.strip("[]"), int(port)
        name = self._vips.get(place[0]) or self._places.get(place)
        return None if name is None else Word(f"{name}:{port}", variable.value.span)


def _service(
    one: Container, ends: Mapping[str, Word], draft: Draft, networks: Networks
) -> Statement:
    name = Word(draft.names.take(one.name.text, "service"), one.name.span)
    home = draft.home(one)
    inside = networks.of(one)
    block = image_of(one, draft)
    if (held := memory(one.memory)) is not None:
        block.append(held)
    place = home.name
    port = next((each for each in one.ports if each.outside is not None), None)
    if port is not None:
        place = f"{home.name}:{port.outside}"
        if port.inside != port.outside:
            said = Said(str(port.inside), port.span)
            block.append(statement("inside", port.span, [value(word(said))]))
    elif inside is None and (asked := _asked(one)) is not None:
        place = f"{home.name}:{asked}"
    elif inside is None:
        draft.leave(one.name.span, f"no file tells which port `{one.name.text}` opens on its host")
    block += _variables(one, ends, draft)
    kept = [mount.inside for mount in one.mounts if mount.kind == "volume"]
    if kept:
        block.append(statement("keep", kept[0].span, [value(*map(text, kept))]))
    if one.health is not None and one.health.text.startswith(_SHELL):
        line = Said(one.health.text.removeprefix(_SHELL), one.health.span)
        block.append(statement("health", line.span, [value(text(line))]))
    _leave_more(one, draft)
    clauses = [*(inside.clauses if inside is not None else ())]
    clauses.append(clause("on", Word(place, one.name.span)))
    return statement("service", one.name.span, [value(name)], clauses, block, blank=True)


def _asked(one: Container) -> int | None:
    """Return the port at which a container in its host's network is asked if it is well."""
    if one.health is None:
        return None
    found = {int(port or _USUAL[kind]) for kind, port in _OWN.findall(one.health.text)}
    return next(iter(found)) if len(found) == 1 and max(found) < 65536 else None


def _variables(one: Container, ends: Mapping[str, Word], draft: Draft) -> Iterator[Statement]:
    for each in one.environment:
        name, said = Word(each.name, each.span), each.value
        if each.name in ends:
            yield statement("reach", each.span, [value(name)], [clause("to", ends[each.name])])
        elif said is None:
            draft.leave(each.span, f"no file tells what `{each.name}` is")
        elif said.text.startswith(_SECRETS):
            secret = draft.secret(said, "password")
            yield statement("give", each.span, [value(name)], [clause("with", secret)])
        elif said.secret:
            draft.leave(
                each.span, f"`{each.name}` is a password in clear: say `give {each.name}_FILE`"
            )
        else:
            yield statement("set", each.span, [value(name)], [clause("to", text(said))])


def _leave_more(one: Container, draft: Draft) -> None:
    """Note what a container is told that an application of the language is not."""
    names = [
        name
        for name, given in (
            ("command", one.command),
            ("entrypoint", one.entrypoint),
            ("user", one.user),
            ("capabilities", one.capabilities),
            ("replicas", one.replicas if one.by not in ("stack", "service") else None),
        )
        if given
    ]
    if one.health is not None and not one.health.text.startswith(_SHELL):
        names.append("healthcheck")
    names += [str(port.outside) for port in one.ports[1:]]
    if names:
        what = listed([f"`{each}`" for each in names], 6)
        draft.leave(one.name.span, f"an application has no word for {what} of `{one.name.text}`")


def _text(atom: Atom) -> str:
    return atom.text if isinstance(atom, Word) else ""
