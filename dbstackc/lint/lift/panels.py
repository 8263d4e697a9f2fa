"""Panels: what shows the containers, with the agents that do what it asks for."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.engine import image_of, memory
from dbstackc.lint.lift.networks import Networks
from dbstackc.lint.lift.words import clause, statement, value
from dbstackc.lint.product import products
from dbstackc.lint.registry import LOOPBACK
from dbstackc.model.panel import AGENT, INSIDE
from dbstackc.syntax.tree import Clause, Statement, Word

_PASSWORD = "--admin-password-file"


def panels(draft: Draft, networks: Networks) -> Iterator[Statement]:
    """Yield the statements of the panels whose ways are those of the language.

    A Portainer is one that comes encrypted, knows its first password, and asks its own machine or
    agents that know a secret.
    """
    kinds = {id(each.container): each.kind for each in products(draft.stack)}
    free = [one for one in draft.stack.all(Container) if id(one) not in draft.used]
    agents = [one for one in free if kinds.get(id(one)) == "agent"]
    for one in free:
        kind = kinds.get(id(one), "")
        if kind == "visualizer" and _door(one, kind) is not None:
            yield _panel(one, kind, [], draft, networks)
        elif kind == "portainer" and (block := _told(one, agents, draft, networks)) is not None:
            yield _panel(one, kind, block, draft, networks)


def _panel(
    one: Container, kind: str, block: Sequence[Statement], draft: Draft, networks: Networks
) -> Statement:
    draft.used.add(id(one))
    draft.panels.add(id(one))
    at = one.name.span
    name = Word(draft.names.take(one.name.text or kind, "panel"), at)
    home, inside = draft.home(one), networks.of(one) if one.networks else None
    outside, seen = _door(one, kind) or (INSIDE[kind], "admin")
    place = home.name if outside == INSIDE[kind] else f"{home.name}:{outside}"
    clauses: list[Clause] = [clause("by", Word(kind, at))]
    clauses += inside.clauses if inside is not None else ()
    clauses += [clause("on", Word(place, at)), clause("from", Word(seen, at))]
    lines = [*_plain(one, draft), *block]
    return statement("panel", at, [value(name)], clauses, lines or None, blank=True)


def _plain(one: Container, draft: Draft) -> list[Statement]:
    held = memory(one.memory)
    return [*image_of(one, draft), *([held] if held is not None else ())]


def _door(one: Container, kind: str) -> tuple[int, str] | None:
    """Return the port of the host where a panel is seen, and from where."""
    for port in one.ports:
        if port.inside == INSIDE[kind] and port.outside is not None:
            return port.outside, "loopback" if port.address in LOOPBACK else "admin"
    return None


def _told(
    one: Container, agents: Sequence[Container], draft: Draft, networks: Networks
) -> list[Statement] | None:
    """Return the password and the agents of a Portainer; None of one that is started otherwise."""
    words = [said.text for said in one.command]
    given = dict(pairwise(words))
    password = next((s for s in one.command if s.text == given.get(_PASSWORD)), None)
    if password is None or not password.text.startswith("/run/secrets/"):
        return None
    if _door(one, "portainer") is None or "--http-disabled" not in words:
        return None
    made = [statement("password", password.span, [value(draft.secret(password, one.name.text))])]
    host = given.get("--host", "")
    if not host.startswith("tcp://"):
        return made
    called = host.removeprefix("tcp://").rpartition(":")[0].removeprefix("tasks.")
    first = next((each for each in agents if called in each.called), None)
    secret = _secret(first) if first is not None else None
    if first is None or secret is None:
        return None
    mine = [each for each in agents if _is_alike(each, first)]
    return [*made, _agents(mine, secret, draft, networks)]


def _agents(mine: Sequence[Container], secret: Said, draft: Draft, networks: Networks) -> Statement:
    first = mine[0]
    places = []
    for each in mine:
        draft.used.add(id(each))
        draft.panels.add(id(each))
        inside = networks.of(each) if each.networks else None
        outside = next((p.outside for p in each.ports if p.inside == AGENT and p.outside), AGENT)
        homes = list(draft.machines.values()) if each.everywhere else [draft.home(each)]
        suffix = "" if inside is not None or outside == AGENT else f":{outside}"
        places += [Word(home.name + suffix, each.name.span) for home in homes]
    places = list({each.text: each for each in places}.values())
    told = [clause("on", *places), clause("with", draft.secret(secret, "agents"))]
    return statement("agents", first.name.span, [], told, _plain(first, draft) or None)


def _secret(one: Container) -> Said | None:
    """Return what an agent wants to be told: the secret that it is given."""
    given = [mount.inside for mount in one.mounts if mount.kind == "secret"]
    given += [v.value for v in one.environment if v.name == "AGENT_SECRET" and v.value is not None]
    return given[0] if len(given) == 1 else None


def _is_alike(one: Container, other: Container) -> bool:
    """Tell whether two agents know the same secret, and run the same."""
    found = [
        (each.image.text if each.image is not None else "", said.text if said is not None else "")
        for each in (one, other)
        for said in [_secret(each)]
    ]
    return found[0] == found[1]
