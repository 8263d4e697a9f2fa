"""What keepalived complains of once it has read all: names, addresses, and what an instance lacks.

Source: keepalived 2.2.7, vrrp_parser.c, `vrrp_handler`; vrrp_track.c, `alloc_track_script`; vrrp.c,
`vrrp_complete_instance`; vrrp_ipaddress.c, `parse_ipaddress`; seen on keepalived 2.2.7.
"""

from collections.abc import Iterator, Mapping

from dbstackc.base.report import Report
from dbstackc.base.span import Span

from .expand import Word
from .read import Block, Config
from .values import is_address

MOST = 1_000
"""Names that are told to be taken."""

_NAMED = ("vrrp_instance", "vrrp_sync_group", "bfd_instance")
"""Blocks of which no two may have one name; of two scripts of a name the first counts."""

_TRACKED = {
    "track_script": ("vrrp_script",),
    "track_process": ("vrrp_track_process",),
    "track_file": ("vrrp_track_file", "track_file"),
    "track_bfd": ("bfd_instance",),
}
"""What must be defined for what a block names, by the block's name."""


def refuse_names(config: Config, report: Report, *, fragment: bool = False) -> None:
    """Report names that are taken or unknown, addresses that are none, routers without a number.

    Reports: keepalived/name-twice, keepalived/name-unknown, keepalived/address-refused,
    keepalived/router-id-missing.
    """
    _twice(config, report)
    partial = fragment or not config.is_whole or any(b.condition for b in config.blocks)
    names = [(block.head, block.words[1]) for block in config.blocks if len(block.words) > 1]
    defined = {(head, word.text): word.span for head, word in reversed(names)}
    for block in config.blocks:
        if block.condition or block.inside is None:
            continue
        if block.head in ("vrrp_instance", "vrrp_sync_group") and not partial:
            _unknown(block, defined, report)
        if block.head == "vrrp_instance":
            _addresses(block, report)
            if not fragment and not block.is_partial and block.get("virtual_router_id") is None:
                _no_number(block, report)
        elif block.head == "vrrp_script" and not fragment and not block.is_partial:
            if block.get("script") is None:
                _no_script(block, report)
        elif block.head == "virtual_server":
            _ends(block, report)


def _twice(config: Config, report: Report) -> None:
    seen: dict[tuple[str, str], Span] = {}
    said = 0
    for block in config.blocks:
        if block.head not in _NAMED or len(block.words) < 2 or block.condition:
            continue
        word = block.words[1]
        first = seen.setdefault((block.head, word.text), word.span)
        if first is word.span or not word.certain:
            continue
        said += 1
        if said > MOST:
            break
        report.error(
            "keepalived/name-twice",
            f"there are two `{block.head}` of the name `{word.text}`",
            at=word.span,
            says="left out",
            beside=[(first, "this one counts")],
            note="keepalived passes over the second: its addresses are held by nobody",
            help="give it a name of its own",
        )


def _unknown(block: Block, defined: Mapping[tuple[str, str], Span], report: Report) -> None:
    for kind, homes in _TRACKED.items():
        for line in _lines(block, kind):
            word = line.words[0]
            found = [defined[home, word.text] for home in homes if (home, word.text) in defined]
            if not word.certain or any(span.start < word.span.start for span in found):
                continue
            report.error(
                "keepalived/name-unknown",
                f"there is no `{homes[0]}` of the name `{word.text[:60]}`"
                if not found
                else f"`{word.text[:60]}` is tracked before it is defined",
                at=word.span,
                beside=[(span, "defined here") for span in found],
                note="keepalived complains, and goes on without: this tracks nothing",
                help=f"move `{homes[0]} {word.text[:60]}` above `{block.head}`"
                if found
                else f"define `{homes[0]} {word.text[:60]}`, or name one that there is",
            )


def _lines(block: Block, *kinds: str) -> Iterator[Block]:
    """Yield the lines of some lists of a block, but what depends on a condition or a file."""
    for kind in kinds:
        for each in block.all(kind):
            for line in each.inside or ():
                plain = line.words and line.inside is None and not line.condition
                if plain and not line.head.startswith("include"):
                    yield line


def _no_number(block: Block, report: Report) -> None:
    report.error(
        "keepalived/router-id-missing",
        "the instance says no `virtual_router_id`",
        at=block.words[0].span.join(block.words[-1].span),
        note="keepalived does not start without one",
        help="give it a number from 1 to 255 that no other router of its network has",
    )


def _no_script(block: Block, report: Report) -> None:
    report.error(
        "keepalived/value-missing",
        "the `vrrp_script` says no `script`",
        at=block.words[0].span.join(block.words[-1].span),
        note="keepalived leaves it out: what tracks it tracks nothing",
    )


def _addresses(block: Block, report: Report) -> None:
    for line in _lines(block, "virtual_ipaddress", "virtual_ipaddress_excluded", "unicast_peer"):
        _address(line.words[0], report)
    for kind in ("unicast_src_ip", "mcast_src_ip"):
        for line in block.all(kind):
            if len(line.words) > 1:
                _address(line.words[1], report)


def _ends(block: Block, report: Report) -> None:
    words = block.words[1:]
    if words and words[0].text not in ("group", "fwmark"):
        _end(words, report)
    for each in block.all("real_server"):
        _end(each.words[1:], report)
    for each in block.all("sorry_server"):
        _end(each.words[1:], report)


def _end(words: tuple[Word, ...], report: Report) -> None:
    if not words:
        return
    _address(words[0], report)
    if len(words) > 1 and words[1].certain:
        text = words[1].text
        if not (text.isascii() and text.isdigit() and int(text[:9]) <= 65535):
            report.error(
                "keepalived/value-refused",
                "a port must be 1 to 65535, or 0 for every one",
                at=words[1].span,
                says=f"`{text[:40]}`",
                note="keepalived leaves the whole server out",
            )


def _address(word: Word, report: Report) -> None:
    if not word.certain or word.text.startswith("include") or is_address(word.text):
        return
    report.error(
        "keepalived/address-refused",
        f"`{word.text[:60]}` is no IP address",
        at=word.span,
        note="keepalived asks no name server: it complains, and leaves this address out",
        help="write its number",
    )
