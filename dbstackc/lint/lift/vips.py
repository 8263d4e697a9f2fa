"""Vips: who may hold each address, in the order of their priorities."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from dbstackc.base.quantity import Duration
from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.facts.vrrp import VirtualServer, VrrpInstance
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.engine import image_of
from dbstackc.lint.lift.forwards import forwards
from dbstackc.lint.lift.words import address, clause, statement, text, value, word
from dbstackc.syntax.tree import Statement, Word

_OURS = ("check_unicast_src",)
"""Lines that are written for every vip."""


def vips(
    draft: Draft, balancers: Mapping[str, str], outer: dict[str, Statement]
) -> list[Statement]:
    """Return the statements of the vips.

    balancers: the names of the balancers by the names of their machines. outer: is given the
    statements of the externals that they forward to, by their places.
    """
    found: dict[str, list[VrrpInstance]] = {}
    for one in draft.stack.all(VrrpInstance):
        if not one.addresses:
            draft.leave(one.span, f"`{one.name.text}` holds no address")
            continue
        found.setdefault(one.addresses[0].text.partition("/")[0], []).append(one)
    free = list(balancers.values())
    called = {place: draft.names.take(_name(same), "vip") for place, same in found.items()}
    made = []
    for place, same in found.items():
        forwarded = list(forwards(place, called, draft, outer))
        holders = free if len(same) == len(free) else []
        made.append(_vip(called[place], same, balancers, holders, forwarded, draft))
    _leave_unheld(set(found), draft)
    return made


def _vip(
    called: str,
    same: list[VrrpInstance],
    balancers: Mapping[str, str],
    free: Sequence[str],
    forwarded: Sequence[Statement],
    draft: Draft,
) -> Statement:
    same = sorted(same, key=lambda each: -((each.priority.number if each.priority else 0) or 0))
    first = same[0]
    name = Word(called, first.name.span)
    holders = []
    for number, one in enumerate(same):
        host = _machine(one, draft) if not (free and not _is_told(one, draft)) else ""
        holder = _inside(one, draft) or _holding(one, host, balancers, draft)
        holder = holder or (free[number] if free else "")
        holders.append(Word(holder or draft.nowhere(one.name.span).name, one.name.span))
    clauses = [clause("at", address(first.addresses[0]))]
    devices = {each.device.text for each in draft.machines.values() if each.device is not None}
    if first.interface is not None and devices != {first.interface.text}:
        clauses.append(clause("on", word(first.interface)))
    clauses.append(clause("to", *{each.text: each for each in holders}.values()))
    readers = [found for one in same if (found := _reader(one.span, draft)) is not None]
    block = image_of(readers[0], draft) if readers else []
    block += _settings(first, draft)
    if any(one.nopreempt is None for one in same) and first.state is not None:
        block.append(statement("preempt", first.state.span, [value(Word("yes", first.state.span))]))
    block += [*_tracks(same, draft), *_verbatim(first), *forwarded]
    for one in same:
        for more in one.addresses[1:]:
            draft.leave(more.span, "a vip of the language is one address; this one is a second")
    return statement("vip", first.span, [value(name)], clauses, block or None, blank=True)


def _name(same: Sequence[VrrpInstance]) -> str:
    """Return what the first holder calls a vip."""
    first = max(same, key=lambda each: (each.priority.number if each.priority else 0) or 0)
    return first.name.text.lower() if first.name.text else "vip"


def _tracks(same: Sequence[VrrpInstance], draft: Draft) -> Iterator[Statement]:
    """Yield the port that a holder follows, where a script of ours asks for it."""
    doors = {
        bind.port
        for proxy in draft.stack.all(Proxy)
        for pool in proxy.pools
        if pool.servers
        for bind in pool.binds
    }
    told = False
    for one in same:
        for said in one.tracks:
            port = said.text.removeprefix("port_")
            if said.text == f"{one.name.text}_lease":
                continue  # a part of every vip
            if port == said.text or not port.isdigit():
                draft.leave(
                    said.span,
                    f"`{said.text}` is followed; the language follows a port: say `track`",
                )
            elif int(port) in doors and not told:
                told = True
                yield statement("track", said.span, [value(Word(port, said.span))])


def _verbatim(one: VrrpInstance) -> Iterator[Statement]:
    for said in one.rest:
        if said.text not in _OURS:
            yield statement("verbatim", said.span, [value(text(said))])


def _settings(one: VrrpInstance, draft: Draft) -> Iterator[Statement]:
    if one.router_id is not None and one.router_id.number is not None:
        yield statement("router", one.router_id.span, [value(word(one.router_id))])
    if one.advert is not None:
        try:
            beat = Duration(round(float(one.advert.text) * 1000))
        except ValueError:
            draft.leave(one.advert.span, f"the beat `{one.advert.text}` cannot be read")
        else:
            yield statement("beat", one.advert.span, [value(Word(str(beat), one.advert.span))])
    if one.auth is not None:
        yield statement("auth", one.auth.span, [value(draft.secret(one.auth, "vrrp"))])


def _leave_unheld(held: Collection[str], draft: Draft) -> None:
    """Note what is forwarded at addresses that no vip of the stack is."""
    for forward in draft.stack.all(VirtualServer):
        if forward.address.text not in held or forward.port is None:
            draft.leave(
                forward.span,
                f"`{forward.name.text}` is handed on by the kernel, and no vip is there",
            )


def _inside(one: VrrpInstance, draft: Draft) -> str:
    """Return the balancer in whose network an instance runs, or ""."""
    reader = _reader(one.span, draft)
    if reader is None or reader.shares is None:
        return ""
    for other in draft.stack.all(Container):
        is_beside = other.shares is not None and other.shares.text == reader.shares.text
        if is_beside and other.span.source is reader.span.source and id(other) in draft.doors:
            return draft.doors[id(other)]
    return ""


def _holding(one: VrrpInstance, host: str, balancers: Mapping[str, str], draft: Draft) -> str:
    """Return what holds a vip on a machine: its balancer, but where nothing of it is followed."""
    if not one.tracks and _reader(one.span, draft) is not None:
        return host
    return balancers.get(host, host)


def _is_told(one: VrrpInstance, draft: Draft) -> bool:
    return one.own_address is not None or _reader(one.span, draft) is not None


def _machine(one: VrrpInstance, draft: Draft) -> str:
    """Return the name of the machine of an instance: by its own address, or who mounts its file."""
    reader = _reader(one.span, draft)
    if reader is not None:
        draft.used.add(id(reader))
    if one.own_address is not None and one.own_address.text in draft.machines:
        return draft.machines[one.own_address.text].name
    if reader is not None:
        return draft.home(reader).name
    return draft.nowhere(one.name.span, "holder").name


def _reader(at: Span, draft: Draft) -> Container | None:
    found = (each for each in draft.stack.all(Container) if mounts(each, at.source.name))
    return next(found, None)
