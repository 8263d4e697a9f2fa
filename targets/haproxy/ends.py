"""What HAProxy refuses of `bind` and of servers: addresses, ports, names and options.

Source: `haproxy -c` of 2.6.12, asked for each; its server.c, listener.c and tools.c.
"""

import re
from itertools import pairwise

from dbstackc.base.diagnostic import Edit, Fix
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.lint.tell import Teller

from .arguments import BIND_ALONE, BIND_VALUED, SERVER_ALONE, SERVER_VALUED, TIMES
from .read import Word

_UNITS = {"us": 1, "ms": 1_000, "s": 10**6, "m": 60 * 10**6, "h": 3600 * 10**6, "d": 86400 * 10**6}
_TIME = re.compile(r"(\d+)(us|ms|s|m|h|d)?", re.ASCII)
"""A time as HAProxy reads it: what follows its unit is left out of account."""

_LONGEST = (2**31 - 1) * 1_000
"""The longest time, in microseconds: a little less than 25 days."""

_NAME = re.compile(r"[A-Za-z0-9_.:-]*", re.ASCII)
_NO_NETWORK = ("/", "unix@", "abns@", "abnsz@", "fd@", "sockpair@", "uxst@", "uxdg@", "uxstream@")
_FAMILY = re.compile(r"(?:(?:ipv[46]|tcp[46]?|udp[46]?|quic[46]?|mptcp[46]?|rhttp)@)")


class Ends:
    """The judge of what is listened on and of servers, with what every judge of lines needs.

    certain: whether each line of the section surely counts.
    """

    certain = True

    def __init__(self, tell: Teller) -> None:
        self.tell = tell
        self.servers: dict[str, Span] = {}

    def bind(self, words: tuple[Word, ...]) -> None:
        """Judge what is listened on."""
        if len(words) < 2:
            return
        if "$" not in words[1].text:
            for part in words[1].text.split(","):
                self.listened(words[1], part)
        self.options(words[2:], BIND_VALUED, BIND_ALONE, "bind")

    def listened(self, word: Word, part: str) -> None:
        """Judge one address of `bind`."""
        if part.startswith(_NO_NETWORK) or part.startswith("rhttp@"):
            return
        _, colon, port = _FAMILY.sub("", part, count=1).rpartition(":")
        low, _, high = port.partition("-")
        if not colon or not port:
            self.refused(word, "`bind` says no port", help="write it behind a colon")
        elif _is_past(low) or _is_past(high):
            self.refused(word, "a port is 1 to 65535")
        elif not re.fullmatch(r"[+-]?\d+(-\d+)?", port, re.ASCII):
            self.refused(word, "a port is a number")
        elif re.fullmatch(r"[\d.]+", part.rpartition(":")[0]) and not _is_ipv4(part):
            self.refused(word, f"`{part.rpartition(':')[0][:40]}` is no address")

    def server(self, words: tuple[Word, ...]) -> None:
        """Judge a server: its name, its address and its options."""
        if len(words) < 3:
            self.missing(words[-1], "a server has a name and an address")
            return
        name = words[1]
        self.name(name, "server")
        first = self.servers.setdefault(name.text, name.span)
        if first is not name.span and self.certain:
            self.tell(
                "haproxy/name-twice",
                f"there are two servers of the name `{name.text[:60]}`",
                name.span,
                beside=[(first, "the first")],
                help="give it a name of its own",
            )
        at = words[2]
        if not at.text.startswith(_NO_NETWORK) and "$" not in at.text and "[" not in at.text:
            self.port(at)
        self.options(words[3:], SERVER_VALUED, SERVER_ALONE, "server")
        for option, value in pairwise(words[3:]):
            if option.text in TIMES:
                self.time(value, option.text)
            elif option.text in ("rise", "fall") and re.fullmatch(r"-?0+|-\d+", value.text):
                self.refused(value, f"`{option.text}` is more than 0")
            elif option.text == "weight" and value.text.isdigit() and int(value.text[:9]) > 256:
                self.refused(value, "a weight is 0 to 256")

    def port(self, word: Word) -> None:
        """Judge the port of a server."""
        head, colon, port = word.text.rpartition(":")
        if not colon or ":" in head or not port:
            return
        if not re.fullmatch(r"[+-]?\d+", port, re.ASCII):
            self.refused(word, "a port is a number")
        elif port.isdigit() and int(port[:9]) > 65535:
            self.refused(word, "a port is 0 to 65535")

    def options(
        self, words: tuple[Word, ...], valued: frozenset[str], bare: frozenset[str], of: str
    ) -> None:
        """Judge the options behind the address of `bind` or of a server."""
        at = 0
        while at < len(words):
            word = words[at]
            if word.text in bare:
                at += 1
            elif word.text in valued:
                at += 2
                if at > len(words) and of == "bind":
                    self.missing(word, f"`{word.text}` is said without a value")
            elif word.text in ("source", "usesrc", "interface") or word.variable:
                return
            else:
                near = nearest(word.text, valued | bare) if self.tell.left > 900 else None
                self.tell(
                    "haproxy/unknown-word",
                    f"HAProxy knows no `{word.text[:60]}` of a `{of}`",
                    word.span,
                    fix=Fix(f"write `{near}`", (Edit(word.span, near),)) if near else None,
                )
                return

    def time(self, word: Word, name: str) -> None:
        """Judge a time."""
        found = _TIME.match(word.text)
        if word.variable:
            return
        if found is None or (found[2] is None and found.end() < len(word.text)):
            self.refused(word, f"the time of `{name}` is a number with us, ms, s, m, h or d")
        elif len(found[1]) > 15 or int(found[1]) * _UNITS[found[2] or "ms"] > _LONGEST:
            self.refused(word, f"the time of `{name}` is longer than 24.8 days")

    def name(self, word: Word, of: str) -> None:
        """Judge the letters of a name."""
        if not _NAME.fullmatch(word.text) and not word.variable and "$" not in word.text:
            self.tell(
                "haproxy/name-refused",
                f"the name of {'an' if of == 'acl' else 'a'} `{of}` has letters that may not be",
                word.span,
                help="letters, digits, `-`, `_`, `.` and `:` may be in a name",
            )

    def missing(self, word: Word, title: str) -> None:
        """Report that something is not said."""
        self.tell("haproxy/value-missing", title, word.span)

    def refused(self, word: Word, title: str, *, help: str = "", near: str | None = None) -> None:
        """Report a value that is refused."""
        self.tell(
            "haproxy/value-refused",
            title,
            word.span,
            says=f"`{word.text[:40]}`",
            help=help,
            fix=Fix(f"write `{near}`", (Edit(word.span, near),)) if near else None,
        )


def _is_ipv4(part: str) -> bool:
    numbers = part.rpartition(":")[0].split(".")
    return len(numbers) == 4 and all(n.isdigit() and int(n[:4]) < 256 for n in numbers)


def _is_past(port: str) -> bool:
    """Tell whether a text is a number that is no port."""
    return port.isascii() and port.isdigit() and not 0 < int(port[:9]) < 65536
