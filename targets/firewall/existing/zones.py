"""Zones and policies of firewalld as walls: what they let in, and whether they drop the rest.

Source: firewalld.zone(5), firewalld.policy(5), firewalld.richlanguage(5), firewalld 1.3: a zone
without a target answers pings, and refuses the rest.
"""

from collections.abc import Iterator, Sequence
from ipaddress import ip_network
from posixpath import basename

from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.wall import PING, Let, Wall
from dbstackc.lint.xml import Element, Xml

from .meaning import NUMBERS

Asked = tuple[str, int, int]
"""A protocol and its ports, the first and the last."""

SERVICES: dict[str, tuple[Asked, ...]] = {
    "ssh": (("tcp", 22, 22),),
    "http": (("tcp", 80, 80),),
    "https": (("tcp", 443, 443),),
    "mysql": (("tcp", 3306, 3306),),
    "galera": (("tcp", 3306, 3306), ("tcp", 4567, 4568), ("tcp", 4444, 4444)),
    "docker-registry": (("tcp", 5000, 5000),),
    "docker-swarm": (
        ("tcp", 2377, 2377), ("tcp", 7946, 7946), ("udp", 7946, 7946), ("udp", 4789, 4789),
        ("50", 0, 0),
    ),
    "prometheus": (("tcp", 9090, 9090),),
    "grafana": (("tcp", 3000, 3000),),
    "prometheus-node-exporter": (("tcp", 9100, 9100),),
}  # fmt: skip
"""What firewalld brings along under a name, as far as a stack may ask for it."""

DEFAULT = "public"
"""The zone of what is in no other."""

_SILENT = frozenset(
    ("short", "description", "interface", "source", "forward", "ingress-zone", "egress-zone")
)
_EVERYBODY = {"ipv4": ("0.0.0.0/0",), "ipv6": ("::/0",)}


def walls(document: Xml) -> Iterator[Wall]:
    """Yield the wall of a file, if it holds a zone or a policy."""
    for root in document.roots:
        if root.name in ("zone", "policy"):
            yield _Zone(document, root).wall()
            return


class _Zone:
    """A zone or a policy that is gone through."""

    def __init__(self, document: Xml, root: Element) -> None:
        self._source = document.source
        self._whole = not document.is_template
        self._root = root
        self._lets: list[Let] = []
        self._others: list[Said] = []
        target = root.attributes.get("target")
        self._target = target.value.strip("%") if target is not None else ""
        self._from = [each for e in root.of("source") if (each := _address(e)) is not None]
        self._odd = len(self._from) < len(root.of("source"))

    def wall(self) -> Wall:
        root, is_zone = self._root, self._root.name == "zone"
        device = next((e.attributes.get("name") for e in root.of("interface")), None)
        if device is not None:
            self._from = []  # its rules hold for what comes in there, whoever sends it
        for each in root.children:
            self._child(each)
        if is_zone and self._target in ("", "default"):
            self._add((PING, 0, 0), (), root.tag)
        elif self._target == "ACCEPT" and self._from:
            self._add(("any", 0, 0), (), root.tag)
        refuses = self._target in ("DROP", "REJECT") or (
            is_zone and (self._target != "ACCEPT" or bool(self._from))
        )
        name = basename(self._source.name).partition(".")[0]
        return Wall(
            name=Said(name, root.name_at),
            span=root.span,
            engine="firewalld",
            side=self._side(name, is_bound=device is not None or bool(self._from)),
            closed=refuses and self._whole and not self._odd,
            lets=tuple(self._lets),
            others=tuple(self._others),
            device=Said(device.value, device.at) if device is not None else None,
        )

    def _side(self, name: str, *, is_bound: bool) -> str:
        if self._root.name == "zone":
            return "host" if is_bound or name == DEFAULT else "out"
        into = [e.attributes["name"].value for e in self._root.of("ingress-zone") if e.attributes]
        to = [e.attributes["name"].value for e in self._root.of("egress-zone") if e.attributes]
        if "HOST" in into or not to:
            return "out"
        return "host" if to == ["HOST"] else "inner"

    def _child(self, each: Element) -> None:
        if each.name == "rule":
            self._rule(each)
        elif (asked := _asked(each)) is not None:
            for one in asked:
                self._add(one, (), each.tag)
        elif each.name not in _SILENT:
            self._odder(each)

    def _rule(self, rule: Element) -> None:
        names = [each.name for each in rule.children]
        sources = [_address(each) for each in rule.of("source")]
        what = [each for each in rule.children if each.name not in ("source", "accept", "log")]
        asked: list[Asked] | None = [("any", 0, 0)]
        if what:
            asked = _asked(what[0])
        is_plain = "accept" in names and len(what) < 2 and len(sources) < 2
        if asked is None or not is_plain or None in sources or _is_limited(rule):
            self._odder(rule)
            return
        family = rule.attributes.get("family")
        nets = [each for each in sources if each is not None]
        if not nets and family is not None:
            nets = [Said(each, rule.tag) for each in _EVERYBODY.get(family.value, ())]
        for one in asked:
            self._add(one, nets, rule.span)

    def _add(self, asked: Asked, sources: Sequence[Said], span: Span) -> None:
        protocol, first, last = asked
        if protocol == "none":
            return
        if not sources:
            sources = self._from or [Said(each, span) for each in ("0.0.0.0/0", "::/0")]
        self._lets.append(
            Let(protocol=protocol, first=first, last=last, sources=tuple(sources), span=span)
        )

    def _odder(self, each: Element) -> None:
        text = " ".join(each.span.text[:200].split())
        self._others.append(Said(text, each.span))


def _is_limited(rule: Element) -> bool:
    return any(each.children for each in rule.of("accept"))


def _asked(each: Element) -> list[Asked] | None:
    """Return what an element speaks of; None for what is none of that, or not known."""
    given = {name: attribute.value for name, attribute in each.attributes.items()}
    if each.name == "service":
        found = SERVICES.get(given.get("name", ""))
        return list(found) if found is not None else None
    if each.name == "port":
        low, _, high = given.get("port", "").partition("-")
        first, last = _port(low), _port(high or low)
        protocol = given.get("protocol", "")
        good = 0 < first <= last and protocol in ("tcp", "udp", "sctp")
        return [(protocol, first, last)] if good else None
    if each.name == "protocol":
        number = NUMBERS.get(given.get("value", ""), given.get("value", ""))
        return [(PING if number in ("1", "58") else number, 0, 0)] if number.isdigit() else None
    if each.name == "icmp-type":
        return [(PING if given.get("name") == "echo-request" else "none", 0, 0)]
    return None


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return number if number < 65536 else 0


def _address(each: Element) -> Said | None:
    said = each.attributes.get("address")
    inverted = "invert" in each.attributes or "NOT" in each.attributes
    if said is None or inverted:
        return None
    try:
        return Said(str(ip_network(said.value, strict=False)), said.at)
    except ValueError:
        return None
