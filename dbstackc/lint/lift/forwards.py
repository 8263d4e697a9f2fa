"""Ports of a vip that the kernel hands on, and what they lead to."""

from collections.abc import Iterator, Mapping

from dbstackc.base.quantity import Duration
from dbstackc.base.quantity import address as read_address
from dbstackc.base.text import endpoint
from dbstackc.lint.facts.vrrp import RealServer, VirtualServer
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.words import clause, statement, value, word
from dbstackc.syntax.tree import Statement, Word

_METHODS = ("rr", "wrr", "lc", "wlc", "sh", "dh", "lblc")


def forwards(
    address: str, called: Mapping[str, str], draft: Draft, outer: dict[str, Statement]
) -> Iterator[Statement]:
    """Yield the statements of what one address forwards, each port once.

    called: the names of the vips, by their addresses. outer: is given the statements of the
    externals that are led to, by their places.
    """
    first: dict[str, VirtualServer] = {}
    for each in draft.stack.all(VirtualServer):
        if each.address.text != address or each.port is None:
            continue
        other = first.setdefault(each.port.text, each)
        if _told(other) != _told(each):
            draft.leave(each.span, f"another holder hands port {each.port.text} on in another way")
    for each in first.values():
        made = _forward(each, called, draft, outer)
        if made is not None:
            yield made


def _told(one: VirtualServer) -> tuple[object, ...]:
    ends = tuple(end.name.text for end in one.ends)
    said = (one.kind, one.method, one.sticky, one.every)
    return (ends, *(each.text if each is not None else "" for each in said))


def _forward(
    one: VirtualServer, called: Mapping[str, str], draft: Draft, outer: dict[str, Statement]
) -> Statement | None:
    assert one.port is not None
    ends = [end for each in one.ends if (end := _end(one, each, called, draft, outer)) is not None]
    if not ends or one.port.number is None:
        draft.leave(one.span, f"port {one.port.text} is handed on to nothing that can be said")
        return None
    for each in one.ends:
        if each.weight is not None and each.weight.text != "1":
            draft.leave(
                each.weight.span, "the language gives each end of a forwarded port weight 1"
            )
    clauses = [clause("to", *ends)]
    if one.method is not None:
        if one.method.text in _METHODS:
            clauses.append(clause("by", word(one.method)))
        else:
            draft.leave(one.method.span, f"the language has no method `{one.method.text}`")
    if one.kind is not None and one.kind.text in ("NAT", "DR", "TUN"):
        clauses.append(clause("as", word(one.kind)))
    if one.protocol is not None and one.protocol.text.upper() != "TCP":
        draft.leave(one.protocol.span, "the language hands on TCP alone")
    block = [
        statement(head, said.span, [value(Word(text, said.span))])
        for head, said in (("sticky", one.sticky),)
        if said is not None and (text := _seconds(said.text))
    ]
    if one.every is not None and (text := _seconds(one.every.text)):
        every = clause("every", Word(text, one.every.span))
        block.append(statement("check", one.every.span, [], [every]))
    return statement("forward", one.span, [value(word(one.port))], clauses, block or None)


def _seconds(text: str) -> str:
    try:
        return str(Duration(round(float(text) * 1000)))
    except ValueError:
        return ""


def _end(
    one: VirtualServer,
    end: RealServer,
    called: Mapping[str, str],
    draft: Draft,
    outer: dict[str, Statement],
) -> Word | None:
    """Return the name of what a real server is: a vip, a router, a balancer, or someone else's."""
    at = end.address.span
    port = end.port if end.port is not None and end.port.text != "0" else one.port
    if port is None or port.number is None or read_address(end.address.text) is None:
        draft.leave(at, f"`{end.name.text}` is no address that something could be handed to")
        return None
    same = one.port is not None and port.text == one.port.text
    if same and end.address.text in called:
        return Word(called[end.address.text], at)
    found = draft.ends.get((end.address.text, port.number))
    if found is not None and found not in draft.cluster_of and (same or found in draft.routers):
        return Word(found, at)
    key = endpoint(end.address.text, port.number)
    if key not in outer:
        name = Word(draft.names.invent("behind", "a real server"), at)
        outer[key] = statement(
            "external", end.span, [value(name)], [clause("at", Word(key, at))], blank=not outer
        )
    words = outer[key].values[0].atoms[0]
    assert isinstance(words, Word)
    return Word(words.text, at)
