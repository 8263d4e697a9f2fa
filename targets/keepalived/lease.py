"""A vip on loan: the kernel takes it away from a keepalived that no longer says that it lives.

A keepalived that was killed, or stands still, cannot give its address back, and once another has
taken it two machines hold it. So the address is given a lifetime of a few seconds, which only
keepalived's own pulse renews: a script that it runs every second.

Source: net/ipv4/devinet.c of Linux, `check_lifetime`, `inet_rtm_newaddr` (an address that is there
is changed, one that is not is made); keepalived 2.2.7 sees its address go and falls back.
"""

from dbstackc.model.topology import Holder, Vip

from .document import Block, Line

BEATS = 3
"""Beats that another holder waits before it takes over, and seconds that are lent at least."""

LONGEST = 15
"""Characters that a label has at most, as an interface's name. Source: netdevice(7), IFNAMSIZ."""


def lease_name(vip: Vip) -> str:
    """Return what the renewal of a vip is called."""
    return f"{vip.name}_lease"


def label(vip: Vip, holder: Holder) -> str:
    """Return what tells keepalived's address from one that a late renewal made; empty for none.

    None where it could not be told: IPv6 has no labels, Alpine's image no bash, and a label begins
    with the name of its interface. Nor where nothing is tracked.
    """
    said = f"{holder.interface}:{vip.router_id}"
    is_told = ":" not in vip.address and "alpine" not in vip.image and len(said) <= LONGEST
    return said if is_told and holder.track is not None else ""


def lease(vip: Vip, holder: Holder) -> Block:
    """Return the renewal of a vip, which has a label.

    It fails only where it cannot be run, and then thrice before the vip is given up. An address
    that keepalived took away meanwhile would be made anew: without the label, and so it goes again.
    """
    address = f"{vip.address}/{vip.prefix} dev {holder.interface}"
    seconds = max(BEATS, BEATS * vip.beat // 1000)
    # few programs: each run has a second, and a machine may be busy
    has = f"has() {{ read -r _ < <(ip -o a show label {label(vip, holder)}); }}"
    renew = f"ip a change {address} valid_lft {seconds} preferred_lft {seconds}"
    script = f"{has}; if has; then {renew}; has || ip a del {address}; fi; true"
    at = vip.origin("address")
    lines = (
        Line(f"script \"/bin/bash -c '{script}'\"", at),
        Line("interval 1"),
        Line("timeout 1"),
        Line("fall 3"),
        Line("rise 1"),
    )
    return Block(f"vrrp_script {lease_name(vip)}", at, lines)
