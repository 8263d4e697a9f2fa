"""Vips: who may hold each address, in the order of their priorities."""

from collections.abc import Iterator, Mapping, Sequence

from dbstackc.base.quantity import Duration
from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.vrrp import VirtualServer, VrrpInstance
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.words import clause, statement, value, word
from dbstackc.syntax.tree import Statement, Word


def vips(draft: Draft, balancers: Mapping[str, str]) -> list[Statement]:
    """Return the statements of the vips.

    balancers: the names of the balancers by the names of their machines.
    """
    found: dict[str, list[VrrpInstance]] = {}
    for one in draft.stack.all(VrrpInstance):
        if not one.addresses:
            draft.leave(one.span, f"`{one.name.text}` holds no address")
            continue
        found.setdefault(one.addresses[0].text.partition("/")[0], []).append(one)
    free = list(balancers.values())
    return [
        _vip(address, same, balancers, free if len(same) == len(free) else [], draft)
        for address, same in found.items()
    ]


def _vip(
    address: str,
    same: list[VrrpInstance],
    balancers: Mapping[str, str],
    free: Sequence[str],
    draft: Draft,
) -> Statement:
    same = sorted(same, key=lambda each: -((each.priority.number if each.priority else 0) or 0))
    first = same[0]
    name = Word(draft.names.take(_name(first, same), "vip"), first.name.span)
    holders = []
    for number, one in enumerate(same):
        host = _machine(one, draft) if not (free and not _is_told(one, draft)) else ""
        holder = balancers.get(host, host) or (free[number] if free else "")
        holders.append(Word(holder or draft.nowhere(one.name.span).name, one.name.span))
    clauses = [clause("at", word(first.addresses[0]))]
    devices = {each.device.text for each in draft.machines.values() if each.device is not None}
    if first.interface is not None and devices != {first.interface.text}:
        clauses.append(clause("on", word(first.interface)))
    clauses.append(clause("to", *dict.fromkeys(holders)))
    block = list(_settings(first, draft))
    if any(one.nopreempt is None for one in same) and first.state is not None:
        block.append(statement("preempt", first.state.span, [value(Word("yes", first.state.span))]))
    _leave_forwards(address, draft)
    for one in same:
        for more in one.addresses[1:]:
            draft.leave(more.span, "a vip of the language is one address; this one is a second")
    return statement("vip", first.span, [value(name)], clauses, block or None, blank=True)


def _name(first: VrrpInstance, same: Sequence[VrrpInstance]) -> str:
    return first.name.text.lower() if first.name.text else "vip"


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


def _leave_forwards(address: str, draft: Draft) -> None:
    for forward in draft.stack.all(VirtualServer):
        if forward.address.text != address or forward.port is None:
            continue
        draft.leave(
            forward.span,
            f"port {forward.port.text} is handed on by the kernel; say `forward` in the vip, once "
            "what it leads to has a name",
        )


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
