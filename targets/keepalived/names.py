"""What keepalived complains of once it has read all: names, and what a block lacks.

Source: keepalived 2.2.7, vrrp_parser.c, `vrrp_handler`; vrrp_track.c, `alloc_track_script`; vrrp.c,
`vrrp_complete_instance`; seen on keepalived 2.2.7.
"""

from collections.abc import Iterable, Mapping

from dbstackc.base.report import Report
from dbstackc.base.span import Span

from .read import Block, Config
from .words import ONCE, TOP, is_block

MOST = 1_000
"""Names that are told to be taken."""

_NAMED = ("vrrp_instance", "vrrp_sync_group", "bfd_instance")
"""Blocks of which no two may have one name; of two scripts of a name the first counts."""

_HOLDING = frozenset((*ONCE, "real_server")) - {TOP}
"""Blocks that hold such words of which only the first counts."""

_CALLED = frozenset(
    ("vrrp_instance", "vrrp_script", "vrrp_sync_group", "virtual_server", "virtual_server_group",
     "vrrp_track_process", "vrrp_track_file", "track_file", "track_group")
)  # fmt: skip
"""Blocks that are refused without a name, or whatever stands in its place."""

_CHOICES = {
    "lb_algo": (("lb_algo", "lvs_sched"), "chooses by `wlc`"),
    "lb_kind": (("lb_kind", "lvs_method"), "forwards by `NAT`"),
}
"""What a virtual server must say, under which names, and what is done where it does not."""

_TRACKED = {
    "track_script": ("vrrp_script",),
    "track_process": ("vrrp_track_process",),
    "track_file": ("vrrp_track_file", "track_file"),
    "track_bfd": ("bfd_instance",),
}
"""What must be defined for what a block names, by the block's name."""


def refuse_names(config: Config, report: Report, *, fragment: bool = False) -> None:
    """Report names that are taken or unknown, and blocks that lack what they must have.

    Reports: keepalived/name-twice, keepalived/name-unknown, keepalived/router-id-missing,
    keepalived/vip-missing, keepalived/value-missing, keepalived/word-twice,
    keepalived/value-refused.
    """
    _twice(config, report)
    _again(config.blocks, TOP, report)
    partial = fragment or not config.is_whole or any(b.condition for b in config.blocks)
    names = [(block.head, block.words[1]) for block in config.blocks if len(block.words) > 1]
    own = {(head, word.text): word.span for head, word in reversed(names)}
    defined = {**config.named, **own}
    for block in config.blocks:
        if block.condition or block.inside is None:
            continue
        if block.head in _CALLED and len(block.words) == 1:
            _no_name(block, report)
            continue
        if block.head in ("vrrp_instance", "vrrp_sync_group") and not partial:
            _unknown(block, defined, report)
        if block.head == "vrrp_sync_group" and not partial:
            _members(block, defined, report)
        if block.head == "global_defs" and not block.is_partial:
            _no_mail(block, report)
        if block.head == "vrrp_instance":
            _signed(block, report)
            if not fragment and not block.is_partial and block.get("virtual_router_id") is None:
                _no_number(block, report)
            lists = ("virtual_ipaddress", "no_virtual_ipaddress")
            if not fragment and not block.is_partial and not any(map(block.get, lists)):
                _no_address(block, report)
        is_whole = not fragment and not block.is_partial
        if block.head == "virtual_server" and is_whole and block.get("real_server") is not None:
            _no_choice(block, report)
        if block.head == "vrrp_script" and is_whole and block.get("script") is None:
            _no_script(block, report)


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


def _again(blocks: Iterable[Block], inside: str, report: Report) -> None:
    """Report the second of words of which the first counts, in blocks that stand in one another."""
    seen: dict[str, Block] = {}
    for block in blocks:
        if block.condition or not block.words or not block.words[0].certain:
            continue
        first = seen.setdefault(block.head, block)
        if first is not block and block.head in ONCE.get(inside, ()) and len(report) < MOST:
            report.error(
                "keepalived/word-twice",
                f"`{block.head}` is said twice",
                at=block.words[0].span,
                says="left out",
                beside=[(first.words[0].span, "this one counts")],
                note="keepalived complains, and keeps the first",
                help="remove one of them",
            )
        if block.head in _HOLDING and is_block(block.head, inside):
            _again(block.inside or (), block.head, report)


def _unknown(block: Block, defined: Mapping[tuple[str, str], Span], report: Report) -> None:
    for kind, homes in _TRACKED.items():
        for line in block.lines(kind):
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


def _members(block: Block, defined: Mapping[tuple[str, str], Span], report: Report) -> None:
    """Report members of a group that are no instances of the file."""
    for line in block.lines("group"):
        for word in line.words:
            if word.certain and ("vrrp_instance", word.text) not in defined:
                report.error(
                    "keepalived/name-unknown",
                    f"there is no `vrrp_instance` of the name `{word.text[:60]}`",
                    at=word.span,
                    note="keepalived complains, and leaves it out of the group",
                    help=f"define `vrrp_instance {word.text[:60]}`, or name one that there is",
                )


def _no_mail(block: Block, report: Report) -> None:
    """Report a list of addresses for mail that is empty."""
    for each in block.all("notification_email"):
        if each.inside == ():
            report.error(
                "keepalived/value-missing",
                "`notification_email` lists no address",
                at=each.words[0].span,
                note="keepalived complains, and sends no mail",
                help="leave it out, or name who gets mail",
            )


def _signed(block: Block, report: Report) -> None:
    """Report an instance that is to begin as master, and signs its adverts: it begins as backup."""
    state, kind = block.get("state"), None
    for each in block.all("authentication"):
        kind = each.get("auth_type")
    if state is None or kind is None or len(state.words) < 2 or len(kind.words) < 2:
        return
    if (state.words[1].text, kind.words[1].text) == ("MASTER", "AH"):
        report.error(
            "keepalived/value-refused",
            "an instance that signs with `AH` cannot begin as `MASTER`",
            at=state.words[1].span,
            beside=[(kind.words[1].span, "signed so")],
            note="keepalived complains, and begins as backup",
            help="write `state BACKUP`",
        )


def _no_number(block: Block, report: Report) -> None:
    report.error(
        "keepalived/router-id-missing",
        "the instance says no `virtual_router_id`",
        at=block.words[0].span.join(block.words[-1].span),
        note="keepalived does not start without one",
        help="give it a number from 1 to 255 that no other router of its network has",
    )


def _no_address(block: Block, report: Report) -> None:
    report.error(
        "keepalived/vip-missing",
        "the instance holds no `virtual_ipaddress`",
        at=block.words[0].span.join(block.words[-1].span),
        note="keepalived complains; with version 3 it leaves the instance out",
        help="list what it holds in `virtual_ipaddress { ... }`",
    )


def _no_script(block: Block, report: Report) -> None:
    report.error(
        "keepalived/value-missing",
        "the `vrrp_script` says no `script`",
        at=block.words[0].span.join(block.words[-1].span),
        note="keepalived leaves it out: what tracks it tracks nothing",
    )


def _no_name(block: Block, report: Report) -> None:
    report.error(
        "keepalived/value-missing",
        f"`{block.head}` has no name",
        at=block.words[0].span,
        note="keepalived leaves it out, or ends as soon as it reads this",
        help="write one between it and the brace",
    )


def _no_choice(block: Block, report: Report) -> None:
    """Report a virtual server that does not say how it chooses, or how it forwards."""
    for name, (words, what) in _CHOICES.items():
        if not any(map(block.get, words)):
            report.error(
                "keepalived/value-missing",
                f"the virtual server says no `{name}`",
                at=block.words[0].span.join(block.words[-1].span),
                note=f"keepalived complains, and {what}",
                help="say which is meant",
            )
