"""Rules in the words of firewalld.

Source: firewalld.zone(5), firewalld.policy(5), firewalld.richlanguage(5), firewalld 1.3.
"""

from collections.abc import Iterator

from dbstackc.base.span import Span
from dbstackc.emit import layout
from dbstackc.emit.target import Artifact
from dbstackc.emit.xml import Comment, Element, print_xml

from .document import Opening, PolicyFile, ZoneFile

ZONE, POLICY = "dbstackc", "dbstackc-in"

BEFORE = "-100"
"""The policy is asked before those that Docker makes, which let in whatever is published."""


def zone(file: ZoneFile) -> Artifact:
    """Print the zone of a host's interface: what reaches the host itself."""
    host, firewall = file.host, file.firewall
    parts: list[Element | Comment] = [
        Element("short", text=f"{file.stack}, host {host.name}", origin=host.span),
        Element("description", text="Made by dbstackc: change the .dbs instead."),
        Element("interface", (("name", host.interface),), origin=host.origin("interface")),
    ]
    for source in firewall.admin:
        asks = Element("icmp-type", (("name", "echo-request"),))
        parts.append(_rule(source, asks, firewall.origin("admin")))
    for opening in file.openings:
        if opening.inner is None:
            parts.append(Comment(opening.why, opening.span))
            parts += _rules(opening, opening.port)
    root = Element("zone", (("target", "DROP"),), tuple(parts), origin=firewall.span)
    return print_xml(root, "").artifact(
        f"{layout.folder(host)}/firewall/zones/{ZONE}.xml", title=f"what {host.name} lets in"
    )


def policy(file: PolicyFile) -> Artifact:
    """Print the policy on what is sent on to containers.

    It is asked after Docker has put the container's port in place of the host's, and so speaks of
    that.
    """
    host, firewall = file.host, file.firewall
    parts: list[Element | Comment] = [
        Element("short", text=f"{file.stack}, host {host.name}", origin=host.span),
        Element("description", text="Made by dbstackc: change the .dbs instead."),
        Element("ingress-zone", (("name", ZONE),), origin=firewall.span),
        Element("egress-zone", (("name", "ANY"),)),
    ]
    for opening in file.openings:
        if opening.inner is not None:
            parts.append(Comment(f"{opening.why}, published at {opening.port}", opening.span))
            parts += _rules(opening, opening.inner)
    attributes = (("priority", BEFORE), ("target", "DROP"))
    root = Element("policy", attributes, tuple(parts), origin=firewall.span)
    return print_xml(root, "").artifact(
        f"{layout.folder(host)}/firewall/policies/{POLICY}.xml",
        title=f"what {host.name} sends on to containers",
    )


def _rules(opening: Opening, port: int) -> Iterator[Element]:
    if port:
        what = Element("port", (("port", str(port)), ("protocol", opening.protocol)))
    else:
        what = Element("protocol", (("value", opening.protocol),))
    for source in opening.sources:
        yield _rule(source, what, opening.span)


def _rule(source: str, what: Element, origin: Span) -> Element:
    family = "ipv6" if ":" in source else "ipv4"
    children = (Element("source", (("address", source),)), what, Element("accept"))
    return Element("rule", (("family", family),), children, origin=origin)
