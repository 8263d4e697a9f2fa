"""What a rule of nftables says: what it asks of a packet, and what becomes of one that fits.

Source: nft(8) 1.0.6, "Payload expressions", "Meta expressions", "Conntrack expressions", "Verdict
statements"; IANA, "Protocol Numbers", "Service Name and Transport Protocol Port Number Registry".
"""

from collections.abc import Iterator, Sequence
from ipaddress import ip_address, ip_network, summarize_address_range

from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.wall import PING

from .ruleset import Ruleset, Table, Word

DEEPEST = 16
"""How deep names may lead to names."""

NUMBERS = {
    "icmp": "1", "igmp": "2", "ipencap": "4", "ipip": "4", "tcp": "tcp", "6": "tcp", "udp": "udp",
    "17": "udp", "gre": "47", "esp": "50", "ah": "51", "ipv6-icmp": "58", "icmpv6": "58",
    "vrrp": "112", "sctp": "sctp", "132": "sctp",
}  # fmt: skip
SERVICES = {
    "ssh": 22, "domain": 53, "http": 80, "ntp": 123, "https": 443, "mysql": 3306, "http-alt": 8080,
}  # fmt: skip

_PINGS = frozenset(("echo-request", "8", "128"))
_VERDICTS = frozenset(("accept", "drop", "reject", "return", "jump", "goto", "queue", "continue"))
_OWN = ("lo", "docker0", "docker_gwbridge")


class Meaning:
    """What a rule says.

    sources: None where it asks for none. protocols: of packets with ports, and without. ports: low
    and high. is_odd: whether it asks for more than is told here. is_old: whether it lets in nobody
    new: it is about packets of connections that there are already, about control messages, or about
    what the host and its containers say themselves. verdict: "" for none.
    """

    def __init__(self) -> None:
        self.sources: list[Said] | None = None
        self.protocols: list[str] = []
        self.ports: list[tuple[int, int]] = []
        self.is_odd = False
        self.is_old = False
        self.device: Said | None = None
        self.verdict = ""
        self.target = ""

    @property
    def is_bare(self) -> bool:
        """Whether it fits every packet."""
        asks = self.sources is not None or self.protocols or self.ports
        return not (asks or self.is_odd or self.is_old)


class Reading:
    """A rule that is being read, word by word."""

    def __init__(self, ruleset: Ruleset, table: Table, rule: Sequence[Word]) -> None:
        self._ruleset = ruleset
        self._table = table
        self._words = list(_defined(ruleset, rule))
        self._at = 0
        self._is_drop = False
        self._made = Meaning()

    def meaning(self) -> Meaning:
        """Return what it says."""
        made = self._made
        while self._at < len(self._words) and not made.verdict:
            self._one(self._next())
        if self._at < len(self._words) and made.verdict != "reject":
            made.is_odd = made.is_odd or self._peek() != "comment"
        if self._is_drop and made.verdict in ("drop", "reject"):
            made.is_old = True
        elif self._is_drop:
            made.is_odd = True
        return made

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._words[at].text if at < len(self._words) else ""

    def _next(self) -> Word:
        self._at += 1
        return self._words[self._at - 1]

    def _one(self, word: Word) -> None:
        made, text = self._made, word.text
        if text in _VERDICTS:
            made.verdict = text
            if text in ("jump", "goto"):
                made.target = self._peek()
                self._at += 1
        elif text == "meta" and self._peek() in ("l4proto", "iifname", "iif"):
            pass  # the word that follows says it
        elif text == "counter":
            while self._peek() in ("packets", "bytes"):
                self._at += 2
        elif text == "log":
            while self._peek() in ("prefix", "level", "group", "flags", "snaplen"):
                self._at += 2
        elif text == "comment":
            self._at += 1
        elif text in ("ip", "ip6"):
            self._address(text)
        elif text == "l4proto":
            self._protocols()
        elif text in ("tcp", "udp", "sctp", "th"):
            self._ports(text)
        elif text in ("icmp", "icmpv6") and self._peek() == "type":
            self._at += 1
            self._messages()
        elif text == "ct" and self._peek() == "state":
            self._at += 1
            self._states()
        elif text in ("iifname", "iif"):
            self._device()
        elif text == "fib" and self._peek() == "daddr" and self._peek(1) == "type":
            self._at += 2
            self._values()
            self._is_drop = True
        else:
            made.is_odd = True

    def _address(self, version: str) -> None:
        what = self._next().text if self._at < len(self._words) else ""
        if what in ("protocol", "nexthdr"):
            self._protocols()
            return
        negated, values = self._values()
        found = [each for said in values if (each := _networks(said)) is not None]
        nets = [said for several in found for said in several]
        if all(each.text.startswith("127.") for each in values) and values and not negated:
            self._made.is_old = True
        elif what == "saddr" and not negated and nets and len(found) == len(values):
            is_first = self._made.sources is None
            self._made.sources = nets
            self._made.is_odd = self._made.is_odd or not is_first
        else:
            self._made.is_odd = True

    def _protocols(self) -> None:
        negated, values = self._values()
        found = [NUMBERS.get(each.text, each.text) for each in values]
        made = self._made
        if (
            negated
            or made.protocols
            or not all(each in NUMBERS.values() or each.isdigit() for each in found)
        ):
            made.is_odd = True
            return
        made.protocols = [PING if each in ("1", "58") else each for each in found]

    def _ports(self, text: str) -> None:
        made = self._made
        if self._peek() != "dport":
            made.is_odd = True
            return
        self._at += 1
        negated, values = self._values()
        found = [_ports(each.text) for each in values]
        ports = [each for each in found if each is not None]
        made.is_odd = made.is_odd or negated or bool(made.ports) or len(ports) < len(found)
        made.ports = ports
        if text != "th":
            made.protocols = [text]

    def _messages(self) -> None:
        negated, values = self._values()
        made = self._made
        if negated or made.protocols not in ([], [PING]):
            made.is_odd = True
        elif any(each.text in _PINGS for each in values):
            made.protocols = [PING]
        else:
            made.is_old = True

    def _states(self) -> None:
        made = self._made
        if self._peek() == "vmap":
            self._at += 1
            _, values = self._values()
            words = {each.text for each in values}
            made.is_odd = made.is_odd or bool(words & {"new", "untracked", "jump", "goto"})
            made.is_old, made.verdict = True, "continue"
            return
        negated, values = self._values()
        is_new = any(each.text == "new" for each in values) is not negated
        made.is_old = made.is_old or not is_new

    def _device(self) -> None:
        made = self._made
        negated, values = self._values()
        names = [each.text for each in values]
        if negated and made.is_old and len(values) == 1:
            made.device = values[0]  # `br-*`, but not the host's own
        elif all(each in _OWN or each.startswith("br-") for each in names) and not negated:
            made.is_old = True
        else:
            made.is_odd = True

    def _values(self) -> tuple[bool, list[Said]]:
        """Return whether the next value is denied, and its members: of a set those that it has."""
        negated = self._peek() == "!="
        if self._peek() in ("!=", "=="):
            self._at += 1
        found: list[Said] = []
        if self._at >= len(self._words):
            self._made.is_odd = True
            return negated, found
        for word in self._members(self._next(), 0):
            found.append(Said(word.text, Span(self._ruleset.source, word.start, word.end)))
        if self._peek() == ",":  # `established,related`, without braces
            while self._peek() == "," and self._at + 1 < len(self._words):
                self._at += 1
                word = self._next()
                found.append(Said(word.text, Span(self._ruleset.source, word.start, word.end)))
        return negated, found

    def _members(self, word: Word, depth: int) -> Iterator[Word]:
        if word.text == "{" and not word.quoted:
            while self._at < len(self._words):
                inner = self._next()
                if inner.text == "}":
                    return
                if inner.text not in (",", ":"):
                    yield from self._of_set(inner)
            return
        yield from self._of_set(word)

    def _of_set(self, word: Word) -> Iterator[Word]:
        if word.text[:1] != "@" or word.quoted:
            yield word
            return
        members = self._table.sets.get(word.text[1:])
        if members is None:
            self._made.is_odd = True
            return
        self._ruleset.budget -= len(members)
        if self._ruleset.budget < 0:
            self._made.is_odd = True
            return
        for each in members:
            if each.text in ("timeout", "expires", "counter", "comment"):
                self._made.is_odd = True
            elif each.text not in ("{", "}", ",", "=", ":"):
                yield each


def _defined(ruleset: Ruleset, rule: Sequence[Word]) -> Iterator[Word]:
    """Yield the words of a rule, with what its names stand for in their place."""
    waiting = [(each, 0) for each in reversed(rule)]
    while waiting:
        word, depth = waiting.pop()
        inner = ruleset.defined.get(word.text[1:]) if word.text[:1] == "$" else None
        if inner is None or depth >= DEEPEST or ruleset.budget < len(inner):
            yield word
            continue
        ruleset.budget -= len(inner)
        waiting += [(each, depth + 1) for each in reversed(inner)]


def _networks(said: Said) -> list[Said] | None:
    """Return what an address, a network or a range is, as networks; None for what is none."""
    low, dash, high = said.text.partition("-")
    try:
        if not dash:
            return [Said(str(ip_network(low, strict=False)), said.span)]
        ends = ip_address(low), ip_address(high)
        return [Said(str(each), said.span) for each in summarize_address_range(*ends)]
    except (ValueError, TypeError):
        return None


def _ports(text: str) -> tuple[int, int] | None:
    low, dash, high = text.partition("-")
    first = _port(low)
    last = _port(high) if dash else first
    return (first, last) if 0 < first <= last else None


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return number if 0 < number < 65536 else SERVICES.get(text, 0)
