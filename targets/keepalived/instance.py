"""A vip as one of its holders keeps it: the VRRP instance, and the watch on what it serves."""

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.emit import layout
from dbstackc.emit.pulse import ADDRESS
from dbstackc.emit.unsupported import unsupported
from dbstackc.model.topology import Holder, Vip
from dbstackc.model.verbatim import placed

from .document import Block, Line
from .lease import label, lease_name

TARGET = "keepalived"

LONGEST_2, LONGEST_3 = 255_000, 40_950
"""Milliseconds between adverts, at most. Source: RFC 3768, 5.3.7; RFC 5798, 5.2.7 (12 bits of
centiseconds)."""


def protocol(vip: Vip) -> int:
    """Return VRRP's version: 2, but 3 where 2 cannot say the time or the address.

    Source: keepalived.conf(5) 2.2.7, `version`, `advert_int`: version 2 counts whole seconds, and
    IPv6 is always version 3.
    """
    return 3 if vip.beat % 1000 or ":" in vip.address else 2


def watch(port: int, image: str, holder: Holder, is_balancer: bool) -> Block:
    """Return the check of a port: a process of another container cannot be seen.

    image: Alpine's has no bash; Debian's has no nc. is_balancer: whether a balancer answers there;
    it is asked for a word, which one that stands still does not say. Of others it is enough that
    the port is open.

    Source: keepalived.conf(5) 2.2.7, `vrrp_script` (`interval` is whole seconds; `init_fail`: down
    until it has answered; whoever has not ended after `timeout` is killed, and has failed).
    """
    script = _ask(port, image) if is_balancer else _knock(port, image)
    lines = (
        Line(f'script "{script}"', holder.origin("track")),
        Line("interval 1"),
        Line("timeout 1"),
        Line("fall 2"),
        Line("rise 2"),
        Line("init_fail"),
    )
    return Block(f"vrrp_script {watch_name(port)}", holder.origin("track"), lines)


def _ask(port: int, image: str) -> str:
    """Return a script that asks HAProxy about itself, and needs a byte of an answer."""
    if "alpine" in image:
        return f"/bin/sh -c 'echo show info | /usr/bin/nc -w 1 {ADDRESS} {port} | grep -q Name'"
    at = f"/dev/tcp/{ADDRESS}/{port}"
    return f"/bin/bash -c 'exec 3<>{at} && echo show info >&3 && read -rN1 -u3'"


def _knock(port: int, image: str) -> str:
    if "alpine" in image:
        return f"/usr/bin/nc -z -w 1 127.0.0.1 {port}"
    return f"/bin/bash -c '</dev/tcp/127.0.0.1/{port}'"


def watch_name(port: int) -> str:
    """Return what the check of a port is called."""
    return f"port_{port}"


def instance(vip: Vip, holder: Holder) -> Block:
    """Return the VRRP instance of a holder.

    All begin as BACKUP: `nopreempt` does not hold for one that begins as MASTER. The check has no
    weight, so a failure is a FAULT: with `nopreempt` a lower priority alone never moves a vip.
    Adverts go to the other holders by name, for Docker's overlays and most clouds drop multicast,
    and then each holder takes the address.

    Source: keepalived.conf(5) 2.2.7, `nopreempt`, `track_script`, `unicast_peer`.
    """
    version = protocol(vip)
    lines: list[Line | Block] = [
        Line("state BACKUP", holder.span),
        Line(f"interface {holder.interface}", vip.origin("interface")),
        Line(f"virtual_router_id {vip.router_id}", vip.origin("router")),
        Line(f"priority {holder.priority}", holder.origin("priority")),
        Line(f"version {version}", vip.origin("beat")),
        Line(f"advert_int {seconds(vip.beat)}"),
    ]
    if not vip.preempt:
        lines.append(Line("nopreempt", vip.origin("preempt")))
    lines += _peers(vip, holder)
    if vip.auth is not None and version == 2:
        # In double quotes: in what fills the hole, `#` and `!` would begin a comment.
        words = (Line("auth_type PASS"), Line(f'auth_pass "{layout.hole(vip.auth)}"'))
        lines.append(Block("authentication", vip.origin("auth"), words))
    address = f"{vip.address}/{vip.prefix} dev {holder.interface}"
    if lent := label(vip, holder):
        address += f" label {lent}"
    where = vip.origin("address")
    lines.append(Block("virtual_ipaddress", where, (Line(address),)))
    if holder.track is not None:
        names = [watch_name(holder.track), *([lease_name(vip)] if lent else [])]
        tracked = tuple(Line(each) for each in names)
        lines.append(Block("track_script", holder.origin("track"), tracked))
    lines += [Line(text, at) for text, at in placed(vip)]
    return Block(f"vrrp_instance {vip.name}", vip.span, tuple(lines), vip.doc)


def _peers(vip: Vip, holder: Holder) -> list[Line | Block]:
    """Return whom adverts go to; one that holds alone has nobody to tell."""
    others = [other for other in vip.holders if other is not holder]
    if not others or not all(each.address for each in vip.holders):
        return []
    peers = tuple(Line(other.address, other.span) for other in others)
    return [
        Line(f"unicast_src_ip {holder.address}", holder.span),
        Line("check_unicast_src", vip.span),
        Block("unicast_peer", vip.origin("holders"), peers),
    ]


def examine(vip: Vip, report: Report) -> None:
    """Report what keepalived cannot do for a vip.

    Reports: cannot-express, keepalived/no-auth.
    Source: keepalived.conf(5) 2.2.7, `authentication`, `unicast_src_ip`; RFC 5798, section 9
    (version 3 has no authentication).
    """
    version = protocol(vip)
    if vip.auth is not None and version == 3:
        report.say(
            Level.WARNING,
            "keepalived/no-auth",
            f"adverts of `{vip.name}` carry no password",
            at=vip.origin("auth"),
            says="this has no effect",
            beside=[(vip.origin("beat"), "asks for version 3 of VRRP, which has none")],
            note="version 2 has passwords, counts whole seconds, and knows IPv4 alone",
            help="make `beat` whole seconds, or leave `auth` out",
        )
    if vip.beat > (LONGEST_2 if version == 2 else LONGEST_3):
        most = "255s" if version == 2 else "40950ms"
        why = f"VRRP version {version} ends at {most}"
        unsupported(report, TARGET, vip, f"wait so long for `{vip.name}`", why, field="beat")
    if len(vip.holders) > 1:
        for holder in vip.holders:
            if not holder.address:
                unsupported(
                    report,
                    TARGET,
                    holder,
                    f"send adverts to `{holder.name}`, whose address Docker chooses",
                    "holders find each other by fixed addresses",
                    f"give `{holder.name}` an address with `at`",
                )


def seconds(milliseconds: int) -> str:
    """Print a time as keepalived reads it: in seconds, with a fraction where it must be."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")
