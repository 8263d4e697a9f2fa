"""Rules as text."""

from dbstackc.emit import layout
from dbstackc.emit.target import Artifact
from dbstackc.emit.trace import Lines
from dbstackc.emit.yaml import comment

from .document import Document, NftablesFile, Opening, Script, ZoneFile
from .firewalld import policy, zone
from .script import script

TABLE = "dbstackc"

HEAD = """\
# Docker sends what arrives at a published port on to a container before the chains `input` and
# `forward` see it. These rules are asked earlier, where the port is still the host's own.
table inet {table}
delete table inet {table}
table inet {table} {{
    chain arriving {{
        type filter hook prerouting priority mangle; policy drop;
        ct state established,related accept
        # the host itself, and its containers
        iifname {{ "lo", "docker0", "docker_gwbridge" }} accept
        iifname "br-*"{unless} accept
        # neighbours of IPv6
        icmpv6 type {{ nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert }} accept
        # nobody else is led into a network of containers
        fib daddr type != {{ local, broadcast, multicast }} drop"""
"""How a table begins; loaded again, it takes the place of the one before in one step.

Source: nft(8) 1.0.6, "Chains" (hooks and priorities: mangle is -150, dstnat -100), "FIB
expressions"; docker docs, "Packet filtering and firewalls".
"""


def write(document: Document) -> Artifact:
    """Print one file."""
    if isinstance(document, NftablesFile):
        return _nftables(document)
    if isinstance(document, Script):
        return script(document)
    if isinstance(document, ZoneFile):
        return zone(document)
    return policy(document)


def _nftables(file: NftablesFile) -> Artifact:
    host, firewall = file.host, file.firewall
    lines = Lines()
    named = f"{file.stack}, host {host.name}: what it lets in."
    lines.add(comment(f"{named} Made by dbstackc: change the .dbs instead."), host.span)
    # a host whose own device is a bridge is not let in for its name
    unless = f' iifname != "{host.interface}"' if host.interface.startswith("br-") else ""
    lines.add(HEAD.format(table=TABLE, unless=unless), firewall.span)
    lines.add("        # operators may see that the host is there", firewall.origin("admin"))
    for rule in _rules(firewall.admin, "icmp type echo-request", "icmpv6 type echo-request"):
        lines.add(rule)
    for opening in file.openings:
        lines.add(f"        {comment(opening.why)}", opening.span)
        what = _what(opening)
        for rule in _rules(opening.sources, what, what):
            lines.add(rule)
    lines.add("    }\n}", firewall.span)
    return lines.artifact(
        f"{layout.folder(host)}/firewall/{TABLE}.nft", title=f"what {host.name} lets in"
    )


def _what(opening: Opening) -> str:
    if opening.port:
        return f"{opening.protocol} dport {opening.port}"
    return f"meta l4proto {opening.protocol}"


def _rules(sources: tuple[str, ...], four: str, six: str) -> list[str]:
    """Return one rule for each version of IP that the sources are of."""
    found = []
    for word, what, is_six in (("ip", four, False), ("ip6", six, True)):
        of = [each for each in sources if (":" in each) is is_six]
        if of:
            them = of[0] if len(of) == 1 else f"{{ {', '.join(of)} }}"
            found.append(f"        {word} saddr {them} {what} accept")
    return found
