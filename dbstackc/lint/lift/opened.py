"""What the walls of one machine let in, asked by port; and how that differs from what it must."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network

from dbstackc.base.span import Span
from dbstackc.base.text import listed
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.wall import PING, Let, Wall
from dbstackc.lint.lift.draft import UNKNOWN, Draft
from dbstackc.model.flow.need import ADMIN, CLIENTS, Flow

NUMBERS = {"vrrp": "112", "esp": "50", "ipip": "4"}
"""Protocols without ports. Source: IANA, "Protocol Numbers"."""

Network = IPv4Network | IPv6Network
Key = tuple[str, str, int]
"""The side that rules are asked at, the protocol and the port."""


class Opened:
    """What the walls of a machine let in."""

    def __init__(self, walls: Sequence[Wall]) -> None:
        self.walls = walls
        self.engine = walls[0].engine
        self.lets = [(wall.side, let) for wall in walls for let in wall.lets]
        self._by_port: dict[tuple[str, int], list[tuple[str, Let]]] = {}
        self._ranges: list[tuple[str, Let]] = []
        for side, let in self.lets:
            if let.first == let.last:
                self._by_port.setdefault((let.protocol, let.first), []).append((side, let))
            else:
                self._ranges.append((side, let))
        self._ranges = self._ranges[:1000]

    @property
    def why_not(self) -> str:
        """Why they close no machine as the language does; "" where they do."""
        if any(each.engine != self.engine for each in self.walls):
            return "another engine closes the machine too"
        fronts = [each for each in self.walls if each.side != "inner"]
        if not fronts or not all(each.closed for each in fronts):
            return "it lets in what no rule speaks of"
        return "several chains have a say on each packet" if len(fronts) > 1 else ""

    def of(self, protocol: str) -> Iterator[Let]:
        """Yield what lets in a protocol at the host itself, in order."""
        return (let for side, let in self.lets if let.protocol == protocol and side != "inner")

    def at(self, protocol: str, port: int, side: str = "") -> list[Let]:
        """Return what lets in packets to a port; side: `inner` for those that containers open."""
        near = self._by_port.get((protocol, port), [])
        near = near + [
            each
            for each in self._ranges
            if each[1].protocol == protocol and each[1].first <= port <= each[1].last
        ]
        return [let for of, let in near if (of == "inner") is (side == "inner")]

    def through(self, flow: Flow) -> list[Let]:
        """Return what lets in the packets of a flow."""
        side, protocol, port = self.key(flow)
        return self.at(protocol, port, side)

    def key(self, flow: Flow) -> Key:
        """Return where a flow is let in, protocol and port."""
        protocol = NUMBERS.get(flow.protocol, flow.protocol)
        has_inner = any(each.side == "inner" for each in self.walls)
        if flow.inner is not None and has_inner:
            return "inner", protocol, flow.inner
        return "", protocol, flow.port


def bare(text: str) -> str:
    """Return the address that a network is, where it is one alone."""
    address, _, bits = text.partition("/")
    return address if bits == ("128" if ":" in address else "32") else text


def leave_differences(
    opened: Opened,
    needed: Sequence[Flow],
    admin: Mapping[str, Said],
    clients: Mapping[str, Said],
    ssh: int,
    draft: Draft,
) -> None:
    """Note what rules let in that the language would not, and what it would let in beside."""
    wanted = _wanted(opened, needed, admin, clients, ssh)
    given: dict[Key, list[Let]] = {}
    for side, let in opened.lets:
        inner = "inner" if side == "inner" else ""
        if let.first == let.last:
            given.setdefault((inner, let.protocol, let.first), []).append(let)
    unknown = bool(draft.guessed)
    more: dict[str, Span] = {}
    for key, lets in given.items():
        extra = _without((s.text for each in lets for s in each.sources), wanted.get(key, ()))
        if unknown and key in wanted:
            extra = [each for each in extra if each.prefixlen < each.max_prefixlen]
        if extra:
            more.setdefault(_shown(key), lets[0].span)
    for _, let in opened.lets:
        if let.first != let.last:
            more.setdefault(f"{let.protocol} {let.first}-{let.last}", let.span)
    first = opened.walls[0]
    if more:
        names = listed([f"`{each}`" for each in more], 6)
        why = "nothing that was carried needs them"
        draft.leave(next(iter(more.values())), f"openings not carried here ({names}): {why}")
    less = [_shown(key) for key, nets in wanted.items() if _closed_to(opened, key, nets)]
    if less:
        names = listed([f"`{each}`" for each in dict.fromkeys(less)], 6)
        draft.leave(first.name.span, f"the language lets in more than `{first.name.text}`: {names}")
    others = [each for wall in opened.walls for each in wall.others]
    if others:
        names = listed([f"`{each.text}`" for each in others], 4)
        why = "the language lets in what the stack needs, and nothing else"
        draft.leave(others[0].span, f"rules not carried here ({names}): {why}")
    published = any(each.inner is not None for each in needed)
    if published and not any(each.side in ("door", "inner") for each in opened.walls):
        draft.leave(
            first.name.span,
            f"`{first.name.text}` is not asked of what Docker publishes; the language closes that"
            " too",
        )


def _wanted(
    opened: Opened,
    needed: Sequence[Flow],
    admin: Mapping[str, Said],
    clients: Mapping[str, Said],
    ssh: int,
) -> Mapping[Key, Collection[str]]:
    """Return the networks that the language lets in, by where."""
    of: Mapping[str, Collection[str]] = {ADMIN: admin, CLIENTS: clients}
    found: dict[Key, dict[str, None]] = {
        ("", "tcp", ssh): dict.fromkeys(admin),
        ("", PING, 0): dict.fromkeys(admin),
    }
    for flow in needed:
        key = opened.key(flow)
        if flow.why == "ssh":  # of a Swarm's first manager, by the port that nobody has told it
            key = "", "tcp", ssh
        nets = found.setdefault(key, {})
        for source in flow.sources:
            nets.update(dict.fromkeys(of.get(source, (source,))))
    return {key: [*nets] for key, nets in found.items() if nets}


def _without(texts: Iterable[str], others: Collection[str]) -> list[Network]:
    """Return the networks that lie in none of some others."""
    whole = _nets(others)
    return [each for each in _nets(texts) if not _covered(each, whole)]


def _closed_to(opened: Opened, key: Key, nets: Collection[str]) -> bool:
    lets = opened.at(key[1], key[2], key[0])
    known = [each for each in nets if not each.startswith(UNKNOWN)]
    return bool(_without(known, [s.text for each in lets for s in each.sources]))


def _nets(texts: Iterable[str]) -> list[Network]:
    return [ip_network(each) for each in texts]


def _covered(one: Network, others: Sequence[Network]) -> bool:
    if isinstance(one, IPv4Network):
        four = collapse_addresses(each for each in others if isinstance(each, IPv4Network))
        return any(one.subnet_of(each) for each in four)
    six = collapse_addresses(each for each in others if isinstance(each, IPv6Network))
    return any(one.subnet_of(each) for each in six)


def _shown(key: Key) -> str:
    side, protocol, port = key
    text = f"{protocol} {port}" if port else protocol
    return f"{text} of containers" if side else text
