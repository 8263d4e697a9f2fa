"""What a machine lets in: from rules of nftables, zones and policies of firewalld."""

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Fact, Said

PING = "ping"
"""The protocol of a question whether a machine is there."""


@record(frozen=True, slots=True, kw_only=True)
class Let:
    """Packets that are let in.

    protocol: tcp, udp, PING, or the number of a protocol without ports.
    first, last: of the ports; 0 where there is none.
    sources: networks, as "10.0.9.0/24" and "fd00::/64"; that of everybody where nobody is named.
    """

    protocol: str
    first: int
    last: int
    sources: tuple[Said, ...]
    span: Span


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Wall(Fact):
    """Rules on what arrives at a machine; name: of the chain, the zone or the policy.

    engine: nftables or firewalld. side: where they are asked: `door` (before Docker puts the port
    of a container in place of the host's), `host` (what the host itself is asked), `inner` (what is
    sent on to containers, by their own ports), `out` (elsewhere: nothing is read there).
    closed: whether what no rule lets in is dropped. lets: in order. others: rules that say
    something else. device: of the host, where it is said.
    """

    engine: str
    side: str
    closed: bool
    lets: tuple[Let, ...]
    others: tuple[Said, ...] = ()
    device: Said | None = None
