"""What a keepalived.conf says of a stack, as facts."""

from collections.abc import Iterator

from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.facts.vrrp import RealServer, VirtualServer, VrrpInstance

from .expand import Word
from .read import Block, Config

CHECKERS = frozenset(
    ("TCP_CHECK", "HTTP_GET", "SSL_GET", "MISC_CHECK", "SMTP_CHECK", "DNS_CHECK", "UDP_CHECK",
     "BFD_CHECK", "PING_CHECK", "FILE_CHECK")
)  # fmt: skip
"""Blocks that ask a real server whether it is there."""

_HELD = frozenset(
    ("state", "interface", "virtual_router_id", "priority", "advert_int", "version", "nopreempt",
     "unicast_src_ip", "mcast_src_ip")
)  # fmt: skip
"""Lines of an instance that fields of its fact hold."""

TRACKS = frozenset(("track_script", "track_interface", "track_process", "track_file", "track_bfd"))
"""Blocks that tie an instance to something that may fail."""


def see(config: Config) -> Iterator[Fact]:
    """Yield the instances and the virtual servers of a file, in order.

    What stands under a condition is nobody's to judge, and is left out.
    """
    version = _global(config, "vrrp_version")
    groups = {
        word.text
        for block in config.blocks
        if block.head == "vrrp_sync_group" and block.inside
        for each in block.inside
        if each.head in TRACKS
        for word in _members(block)
    }
    for block in config.blocks:
        if block.condition or block.inside is None:
            continue
        if block.head == "vrrp_instance" and len(block.words) > 1:
            yield _instance(block, version, groups)
        elif block.head == "virtual_server" and len(block.words) > 1:
            yield _server(block)


def secrets(config: Config) -> Iterator[Span]:
    """Yield where passwords stand."""
    waiting = list(config.blocks)
    while waiting:
        block = waiting.pop()
        if block.head in ("auth_pass", "password", "key") and len(block.words) > 1:
            yield block.words[-1].span
        waiting += block.inside or ()


def _global(config: Config, name: str) -> Said | None:
    for block in config.blocks:
        if block.head == "global_defs" and (found := block.get(name)) is not None:
            return _value(found)
    return None


def _members(block: Block) -> Iterator[Word]:
    group = block.get("group")
    for line in group.inside or () if group is not None else ():
        yield from line.words


def _value(block: Block | None, *, hidden: bool = False) -> Said | None:
    if block is None or len(block.words) < 2 or not block.words[1].certain:
        return None
    return Said(block.words[1].text, block.words[1].span, hidden)


def _instance(block: Block, version: Said | None, groups: set[str]) -> VrrpInstance:
    name = block.words[1]
    auth = block.get("authentication")
    no_preempt = block.get("nopreempt")
    addresses = block.get("virtual_ipaddress")
    peers = block.get("unicast_peer")
    own = block.get("unicast_src_ip") or block.get("mcast_src_ip")
    tracks = [
        Said(line.words[0].text, line.words[0].span)
        for kind in sorted(TRACKS)
        for each in block.all(kind)
        for line in each.inside or ()
        if line.words
    ]
    if name.text in groups:
        tracks.append(Said("its group", name.span))
    state = block.get("state")
    return VrrpInstance(
        name=Said(name.text, name.span),
        span=block.span,
        state=_value(state),
        interface=_value(block.get("interface")),
        router_id=_value(block.get("virtual_router_id")),
        priority=_value(block.get("priority")),
        advert=_value(block.get("advert_int")),
        version=_value(block.get("version")) or version,
        auth_kind=_value(auth.get("auth_type") if auth is not None else None),
        auth=_value(auth.get("auth_pass") if auth is not None else None, hidden=True),
        nopreempt=Said("", no_preempt.words[0].span) if no_preempt is not None else None,
        own_address=_value(own),
        addresses=tuple(_first_words(addresses)),
        tracks=tuple(tracks),
        peers=tuple(_first_words(peers)),
        rest=tuple(_rest(block)),
    )


def _rest(block: Block) -> Iterator[Said]:
    """Yield the lines of an instance that no field of its fact holds; blocks in it are not."""
    for line in block.inside or ():
        if line.head not in _HELD and line.inside is None and not line.condition and line.words:
            span = line.words[0].span.join(line.words[-1].span)
            yield Said(" ".join(word.text for word in line.words), span)


def _first_words(block: Block | None) -> Iterator[Said]:
    for line in block.inside or () if block is not None else ():
        if line.words and line.words[0].certain and not line.condition:
            yield Said(line.words[0].text, line.words[0].span)


def _server(block: Block) -> VirtualServer:
    words = block.words[1:]
    ends = tuple(_real(each) for each in block.all("real_server") if len(each.words) > 1)
    is_group = words[0].text in ("group", "fwmark")
    return VirtualServer(
        name=Said(" ".join(word.text for word in words), words[0].span.join(words[-1].span)),
        span=block.span,
        address=Said("" if is_group else words[0].text, words[0].span),
        port=Said(words[1].text, words[1].span) if len(words) > 1 and not is_group else None,
        ends=ends,
        kind=_value(block.get("lb_kind") or block.get("lvs_method")),
        method=_value(block.get("lb_algo") or block.get("lvs_sched")),
        sticky=_value(block.get("persistence_timeout")),
        every=_value(block.get("delay_loop")),
        protocol=_value(block.get("protocol")),
    )


def _real(block: Block) -> RealServer:
    words = block.words[1:]
    check = next((each for each in block.inside or () if each.head in CHECKERS), None)
    return RealServer(
        name=Said(" ".join(word.text for word in words), words[0].span.join(words[-1].span)),
        span=block.span,
        address=Said(words[0].text, words[0].span),
        port=Said(words[1].text, words[1].span) if len(words) > 1 else None,
        weight=_value(block.get("weight")),
        check=Said(check.head, check.words[0].span) if check is not None else None,
    )
