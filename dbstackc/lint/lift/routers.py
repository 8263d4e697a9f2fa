"""Routers: the containers that are MyCat, with who may log in to them."""

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar
from xml.sax.saxutils import escape

from dbstackc.base.quantity import size
from dbstackc.emit.router_files import pages, threads
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.router import RouterSystem, RouterUser
from dbstackc.lint.facts.said import Said
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.engine import image_of, memory
from dbstackc.lint.lift.networks import Networks
from dbstackc.lint.lift.schemas import users
from dbstackc.lint.lift.words import clause, statement, text, value, word
from dbstackc.syntax.tree import Statement, Word

_SAID = (
    "serverPort", "managerPort", "bindIp", "mycatNodeId", "sequnceHandlerType",
    "sequenceHandlerType",
)  # fmt: skip
"""Properties that other words say."""

_OURS = {
    "charset": ("utf8mb4",), "useHandshakeV10": ("1",), "nonePasswordLogin": ("0",),
    "ignoreUnknownCommand": ("0",), "useCompression": ("0",), "useSqlStat": ("0",),
    "useGlobleTableCheck": ("0",), 
    "processorBufferPoolType": ("0",), "useOffHeapForMerge": ("0",),
    "dataNodeHeartbeatPeriod": ("1000", "2000"),
}  # fmt: skip
"""Properties that are written for every router, with these values."""

_RELEASE = re.compile(r":v?(1\.6(?:\.\d{1,4}){0,2})(?:[-_][\w.-]*)?$", re.ASCII)
"""The tag of an image that says which MyCat is in it: other numbers may be of the image alone."""

_USUAL = "1.6.7.4"
"""The version where nothing is said."""

_MEMORY = 2 << 30
"""Bytes that a router may use where nothing is said."""

_SEQUENCES = {"0": "file", "1": "database", "2": "time", "3": "snowflake"}
"""Who numbers rows, by MyCat's number for it."""


def routers(draft: Draft, schemas: Sequence[str], networks: Networks) -> list[Statement]:
    """Return the statements of the routers.

    schemas: the names of those that were carried. Without a container of its own a server.xml is
    one router, on a machine that no file tells.
    """
    found = [one for one in draft.stack.all(Container) if is_router(one)]
    made = []
    for one in found:
        accounts = users(draft, schemas, _read_by(one, draft.stack.all(RouterUser)))
        if accounts:
            system = next(iter(_read_by(one, draft.stack.all(RouterSystem))), None)
            told = list(_system(system, one)) if system is not None else []
            made.append(_router(one, _port(system) or 8066, [*told, *accounts], draft, networks))
    accounts = users(draft, schemas, draft.stack.all(RouterUser)) if not found else []
    if accounts:
        system = next(iter(draft.stack.all(RouterSystem)), None)
        number = _port(system)
        told = list(_system(system)) if system is not None else []
        at = accounts[0].span
        home = draft.nowhere(at, "router-host")
        name = Word(draft.names.invent("mycat1", "MyCat"), at)
        draft.ends[home.address.text, number or 8066] = name.text
        draft.routers.add(name.text)
        place = Word(home.name + (f":{number}" if number and number != 8066 else ""), at)
        made.append(
            statement(
                "mycat", at, [value(name)], [clause("on", place)], [*told, *accounts], blank=True
            )
        )
    return made


R = TypeVar("R", RouterUser, RouterSystem)


def _read_by(one: Container, facts: Sequence[R]) -> Sequence[R]:
    """Return what the server.xml says that a container mounts; of all, where it mounts none."""
    own = [each for each in facts if mounts(one, each.span.source.name)]
    return own or facts


def _port(system: RouterSystem | None) -> int | None:
    port = system.properties.get("serverPort") if system is not None else None
    return port.number if port is not None else None


def _system(system: RouterSystem, one: Container | None = None) -> Iterator[Statement]:
    """Yield what a server.xml says of all its routers; one: that which mounts it."""
    manager = system.properties.get("managerPort")
    if manager is not None and manager.number is not None and manager.number != 9066:
        yield statement("manager", manager.span, [value(word(manager))])
    for name in ("sequnceHandlerType", "sequenceHandlerType"):
        kind = system.properties.get(name)
        if kind is not None and kind.text in _SEQUENCES:
            yield statement("sequence", kind.span, [value(Word(_SEQUENCES[kind.text], kind.span))])
            break
    known = {**_OURS, **_sized(one)}
    for name, said in system.properties.items():
        if name not in _SAID and said.text not in known.get(name, ()):
            line = f'<property name="{name}">{escape(said.text)}</property>'
            yield statement("verbatim", said.span, [value(text(Said(line, said.span)))])


def _sized(one: Container | None) -> dict[str, tuple[str, ...]]:
    """Return the properties that follow from the memory of a router, as the language has them."""
    said = memory(one.memory) if one is not None else None
    atom = said.values[0].atoms[0] if said is not None else None
    held = size(atom.text) if isinstance(atom, Word) else None
    most = held.bytes if held is not None else _MEMORY
    return {
        "processors": (str(threads(most)),),
        "processorExecutor": (str(2 * threads(most)),),
        "bufferPoolPageNumber": (str(pages(most)),),
    }


def is_router(one: Container) -> bool:
    """Tell whether a container is MyCat: by its image, its name, or what it mounts where."""
    said = one.image.text if one.image is not None else ""
    named = f"{said.rpartition('/')[2]} {one.name.text}".lower()
    return "mycat" in named or any("mycat" in mount.inside.text.lower() for mount in one.mounts)


def _router(
    one: Container, port: int, accounts: Sequence[Statement], draft: Draft, networks: Networks
) -> Statement:
    draft.used.add(id(one))
    home = draft.home(one)
    outside = [each.outside for each in one.ports if each.inside == port and each.outside]
    listening = outside[0] if outside else port
    name = Word(draft.names.take(one.name.text or "mycat", "mycat"), one.name.span)
    draft.ends[home.address.text, listening] = name.text
    draft.routers.add(name.text)
    draft.listens(one, name.text, port)
    suffix = f":{listening}" if listening != 8066 else ""
    block: list[Statement] = []
    if one.image is not None and "mycat" in one.image.text.lower():
        block += image_of(one, draft)
        tag = _RELEASE.search(one.image.text)
        if tag is not None and tag[1] != _USUAL:
            block.append(
                statement("version", one.image.span, [value(Word(tag[1], one.image.span))])
            )
    if (held := memory(one.memory)) is not None:
        block.append(held)
    place = clause("on", Word(home.name + suffix, one.name.span))
    inside = networks.of(one)
    clauses = [*(inside.clauses if inside is not None else ()), place]
    return statement("mycat", one.span, [value(name)], clauses, [*block, *accounts], blank=True)
