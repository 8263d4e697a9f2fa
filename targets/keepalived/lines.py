"""What keepalived complains of in the lines of lists: addresses, ways, what is tracked.

Source: keepalived 2.2.7, vrrp_ipaddress.c, `alloc_ipaddress`; vrrp_track.c, `alloc_track_script`
and its kin; vrrp_data.c, `alloc_vrrp_unicast_peer`; vrrp_iproute.c, `alloc_route`; check_data.c,
`alloc_vsg_entry` and `alloc_rs`; global_parser.c, `smtpserver_handler`; 2.4.3 knows the same words.
"""

import re
from itertools import pairwise

from dbstackc.base.report import Report
from dbstackc.lint.tell import Teller

from .expand import Word
from .families import refuse_families
from .read import Block, Config
from .values import Number, is_address

_TAKING = frozenset(
    ("dev", "scope", "broadcast", "brd", "label", "peer", "preferred_lft", "track_group")
)
_ALONE = frozenset(
    ("home", "-nodad", "mngtmpaddr", "noprefixroute", "autojoin", "no_track", "use_vmac")
)
"""What may follow an address: words that take a value, and those that stand alone."""

_LABEL = 15
"""Characters of a label at most: those of the name of an interface."""

_WEIGHTS = {
    "track_script": 253,
    "track_interface": 253,
    "track_bfd": 253,
    "track_process": 254,
    "track_file": 254,
}
"""The most that what is tracked may weigh, by the list that it stands in."""

_FOLLOWED = frozenset(("dev", "oif", "no_track", "nexthop", "or", "blackhole", "unreachable"))
"""Words of a route that say what it depends on, or that it depends on nothing."""

_PREFERENCE = frozenset(("preference", "priority", "order", "pref", "include"))
"""Words of a rule that say when it comes."""

_PORT = Number(0, 65535)
_MARK = Number(0, 2**32 - 1)


def refuse_lines(config: Config, report: Report) -> None:
    """Report what is wrong in the lists of a file.

    Reports: keepalived/address-refused, keepalived/unknown-word, keepalived/value-missing,
    keepalived/value-refused, keepalived/tracked-twice.
    """
    lines = _Lines(report)
    for block in config.blocks:
        if block.condition or block.inside is None:
            continue
        if block.head in ("vrrp_instance", "vrrp_sync_group"):
            lines.instance(block)
            if block.head == "vrrp_instance":
                refuse_families(block, report)
        elif block.head == "virtual_server":
            lines.server(block)
        elif block.head == "virtual_server_group":
            for line in block.plain():
                lines.member(line.words)
        elif block.head == "static_ipaddress":
            for line in block.plain():
                lines.held(line.words)
        elif block.head == "static_rules":
            for line in block.plain():
                lines.rule(line.words)
        elif block.head == "static_routes":
            for line in block.plain():
                lines.route(line.words)
        elif block.head == "global_defs":
            for line in block.all("smtp_server"):
                lines.mail(line.words[1:])


class _Lines:
    """The judge of lines of each kind."""

    def __init__(self, report: Report) -> None:
        self.tell = Teller(report)

    def instance(self, block: Block) -> None:
        """Judge the lists of an instance, or of a group of them."""
        for line in block.lines("virtual_ipaddress", "virtual_ipaddress_excluded"):
            self.held(line.words)
        for line in block.lines("unicast_peer"):
            self.address(line.words[0])
        for kind in ("unicast_src_ip", "mcast_src_ip"):
            for line in block.all(kind):
                if len(line.words) > 1:
                    self.address(line.words[1])
        for line in block.lines("virtual_routes"):
            self.route(line.words)
        for line in block.lines("virtual_rules"):
            self.rule(line.words)
        for kind in _WEIGHTS:
            seen = set()
            for line in block.lines(kind):
                self.tracked(line.words, kind)
                word = line.words[0]
                if word.text in seen and word.certain:
                    self._twice(word, kind)
                seen.add(word.text)

    def server(self, block: Block) -> None:
        """Judge where a virtual server is, and where it sends what comes."""
        words = block.words[1:]
        if words and words[0].text == "fwmark":
            self._mark(words[1:2])
            for line in block.all("protocol"):
                self._value(line.words[0], "what a mark of the firewall chooses has no protocol")
        elif words and words[0].text != "group":
            self._end(words)
        for each in block.inside or ():
            if each.head in ("real_server", "sorry_server") and not each.condition:
                self._end(each.words[1:])

    def held(self, words: tuple[Word, ...]) -> None:
        """Judge an address that is held, and what follows it."""
        self.address(words[0])
        at = 1
        while at < len(words) and words[at].certain:
            word = words[at]
            value = words[at + 1] if at + 1 < len(words) else None
            if word.text in _ALONE:
                at += 1
            elif word.text not in _TAKING:
                self._unknown(word, f"after an address such as `{words[0].text[:60]}`")
                at += 1
            elif value is None:
                self._missing(word, "keepalived leaves the address out")
                return
            else:
                self._valued(word.text, value)
                at += 2

    def tracked(self, words: tuple[Word, ...], kind: str) -> None:
        """Judge what follows the name of something that is tracked."""
        if len(words) < 2 or not all(word.certain for word in words):
            return
        if words[1].text != "weight":
            self._unknown(words[1], f"after a name in `{kind}`")
        elif len(words) < 3:
            self._missing(words[1], "keepalived leaves it out: this tracks nothing")
        else:
            self._number(words[2], Number(-_WEIGHTS[kind], _WEIGHTS[kind]), "weight")

    def member(self, words: tuple[Word, ...]) -> None:
        """Judge an address, a range of them or a mark, to which a group of servers answers."""
        if words[0].text == "fwmark":
            self._mark(words[1:2])
        else:
            self.address(words[0], ranged=True)
            self._port(words[1:2])

    def route(self, words: tuple[Word, ...]) -> None:
        """Judge the addresses of a route, and whether it can be followed."""
        for word, value in pairwise(words):
            via = word.text in ("via", "gw", "src") and value.text not in ("inet", "inet6")
            if via or (word.text in ("inet", "inet6") and value.text[:1].isdigit()):
                self.address(value)
            elif word.text in ("metric", "priority", "preference") and value.certain:
                self._number(value, _MARK, word.text)
        if all(word.certain and word.text not in _FOLLOWED for word in words):
            self.tell(
                "keepalived/value-missing",
                "the route says no `dev`",
                at=words[0].span.join(words[-1].span),
                note="keepalived complains, and does not see when something else removes it",
                help="name its interface with `dev`, or write `no_track`",
            )

    def rule(self, words: tuple[Word, ...]) -> None:
        """Judge the addresses of a rule, and whether it says when it comes."""
        for word, value in pairwise(words):
            if word.text in ("from", "to") and value.text not in ("all", "any", "default"):
                self.address(value)
        if all(word.certain and word.text not in _PREFERENCE for word in words):
            self.tell(
                "keepalived/value-missing",
                "the rule says no `preference`",
                at=words[0].span.join(words[-1].span),
                note="keepalived complains, and gives it one of its own, from 16384 downwards",
                help="say its number with `preference`",
            )

    def mail(self, words: tuple[Word, ...]) -> None:
        """Judge where mail goes; a name is looked up, what can only be an address is not."""
        if words and re.fullmatch(r"[\d.]+", words[0].text):
            self.address(words[0])
        self._port(words[1:2])

    def address(self, word: Word, *, ranged: bool = False) -> None:
        """Judge an address, with a prefix or, if it may be, a range after it."""
        if not word.certain or is_address(word.text, ranged=ranged):
            return
        self.tell(
            "keepalived/address-refused",
            f"`{word.text[:60]}` is no IP address",
            at=word.span,
            note="keepalived asks no name server: it complains, and leaves this address out",
            help="write its number",
        )

    def _end(self, words: tuple[Word, ...]) -> None:
        if words:
            self.address(words[0])
            self._port(words[1:2])

    def _port(self, words: tuple[Word, ...]) -> None:
        if words and words[0].certain and _PORT.refuses(words[0].text):
            self.tell(
                "keepalived/value-refused",
                "a port must be 1 to 65535, or 0 for every one",
                at=words[0].span,
                says=f"`{words[0].text[:40]}`",
                note="keepalived leaves out all that has it",
            )

    def _number(self, word: Word, number: Number, name: str) -> None:
        if why := number.refuses(word.text):
            self._value(word, f"`{name}` {why}")

    def _mark(self, words: tuple[Word, ...]) -> None:
        if words and words[0].certain and (why := _MARK.refuses(words[0].text)):
            self._value(words[0], f"a mark of the firewall {why}")

    def _valued(self, name: str, value: Word) -> None:
        if not value.certain:
            return
        if name == "peer" or (name in ("broadcast", "brd") and value.text not in ("+", "-")):
            self.address(value)
        elif name == "label" and len(value.text.encode()) > _LABEL:
            self._value(value, f"a label has {_LABEL} characters at most")

    def _value(self, word: Word, title: str) -> None:
        self.tell(
            "keepalived/value-refused",
            title,
            at=word.span,
            says=f"`{word.text[:40]}`",
            note="keepalived complains, and goes on with a value of its own, or without the line",
        )

    def _unknown(self, word: Word, where: str) -> None:
        self.tell(
            "keepalived/unknown-word",
            f"keepalived knows no `{word.text[:60]}` {where}",
            at=word.span,
            note="keepalived complains, and goes on without it",
        )

    def _missing(self, word: Word, note: str) -> None:
        self.tell(
            "keepalived/value-missing",
            f"`{word.text}` is said without a value",
            at=word.span,
            note=note,
        )

    def _twice(self, word: Word, kind: str) -> None:
        self.tell(
            "keepalived/tracked-twice",
            f"`{word.text[:60]}` stands twice in `{kind}`",
            at=word.span,
            note="keepalived leaves the second out, with its weight",
        )
