"""The values that keepalived takes after its words: numbers with their bounds, and names.

What it says itself of a value out of bounds is in none of its manuals: it complains, and goes on
with another one, or with none.

Source: keepalived 2.2.7, the handlers of vrrp_parser.c, check_parser.c, check_api.c, bfd_parser.c
and global_parser.c; lib/scheduler.h for the schedulers of LVS.
"""

import re
from collections.abc import Mapping
from ipaddress import ip_address

from dbstackc.base.record import record

_MANY = 2**32 - 1
_LONG = 2**64
_SECONDS = _MANY // 1_000_000


@record(frozen=True, slots=True)
class Number:
    """A number from low to high, both included; places: digits that may follow its point."""

    low: float
    high: float
    places: int = 0

    def refuses(self, text: str) -> str:
        """Return why a text is no such number, or "" if it is one."""
        found = re.fullmatch(r"([+-]?\d+)(?:\.(\d*))?", text, re.ASCII)
        if found is None or (found[2] is not None and not self.places):
            return "is no number" if found is None else "is no whole number"
        if len(found[2] or "") > self.places:
            return f"has more than {self.places} digits after its point"
        if len(text) > 24 or not self.low <= float(text) <= self.high:
            low, high = (f"{end:.6f}".rstrip("0").rstrip(".") for end in (self.low, self.high))
            return f"must be {low} to {high}"
        return ""


@record(frozen=True, slots=True)
class Choice:
    """One of some names."""

    names: tuple[str, ...]

    def refuses(self, text: str) -> str:
        """Return why a text is none of the names, or "" if it is one."""
        return "" if text in self.names else f"must be {' or '.join(f'`{n}`' for n in self.names)}"


Value = Number | Choice

_YES = Choice(("on", "off", "true", "false", "yes", "no"))
_TIMER = Number(0, _LONG, 6)
_DELAY = Number(0.000001, _LONG, 6)
_TIMEOUT = Number(0.000001, _MANY / 1_000_000, 6)
_COUNT = Number(0, _MANY)
_PORT = Number(1, 65535)
_WAY = Choice(("NAT", "DR", "TUN"))
_SCHEDULERS = "rr wrr lc wlc lblc sh mh dh fo ovf lblcr sed nq twos"

_CHECKS = "TCP_CHECK HTTP_GET SSL_GET SMTP_CHECK DNS_CHECK MISC_CHECK UDP_CHECK PING_CHECK host"

_BUFFERS = """
    vrrp_netlink_cmd_rcv_bufs vrrp_netlink_monitor_rcv_bufs lvs_netlink_cmd_rcv_bufs
    lvs_netlink_monitor_rcv_bufs process_monitor_rcv_bufs random_seed
"""

_CHECK: Mapping[str, Value] = {
    "connect_port": _PORT,
    "bind_port": _PORT,
    "connect_timeout": _TIMEOUT,
    "retry": _COUNT,
    "delay_before_retry": _TIMER,
    "delay_loop": _DELAY,
    "warmup": _TIMER,
    "nb_get_retry": _COUNT,
    "alpha": _YES,
    "log_all_failures": _YES,
    "enable_sni": _YES,
    "fast_recovery": _YES,
    "misc_timeout": Number(0, _SECONDS),
}

_SWITCHES = """
    checker_log_all_failures lvs_netlink_cmd_rcv_bufs_force lvs_netlink_monitor_rcv_bufs_force
    no_checker_emails process_monitor_rcv_bufs_force rs_init_notifies smtp_alert
    smtp_alert_checker smtp_alert_vrrp vrrp_higher_prio_send_advert vrrp_lower_prio_no_advert
    vrrp_min_garp vrrp_netlink_cmd_rcv_bufs_force vrrp_netlink_monitor_rcv_bufs_force
    vrrp_notify_priority_changes
"""

_SERVER: Mapping[str, Value] = {
    "connect_timeout": _TIMEOUT,
    "delay_loop": _DELAY,
    "delay_before_retry": _TIMER,
    "retry": Number(1, _MANY),
    "warmup": _TIMER,
    "lvs_method": _WAY,
    "smtp_alert": _YES,
}

VALUES: Mapping[str, Mapping[str, Value]] = {
    "vrrp_instance": {
        "state": Choice(("MASTER", "BACKUP")),
        "priority": Number(1, 255),
        "advert_int": Number(0.01, 255, 6),
        "unicast_ttl": Number(0, 255),
        "debug": Number(0, 4),
        "preempt_delay": Number(0, 1000, 6),
        "version": Number(2, 3),
        "garp_master_delay": Number(0, _SECONDS),
        "garp_master_refresh": _COUNT,
        "garp_master_repeat": Number(1, _MANY),
        "garp_master_refresh_repeat": _COUNT,
        "garp_lower_prio_delay": Number(0, _SECONDS),
        "garp_lower_prio_repeat": Number(0, 2**31 - 1),
        "down_timer_adverts": Number(1, 100),
        "smtp_alert": _YES,
        "higher_prio_send_advert": _YES,
        "lower_prio_no_advert": _YES,
        "notify_priority_changes": _YES,
        "strict_mode": _YES,
        "skip_check_adv_addr": _YES,
    },
    "authentication": {"auth_type": Choice(("PASS", "AH"))},
    "vrrp_script": {
        "interval": Number(1, _SECONDS),
        "timeout": Number(1, _SECONDS),
        "weight": Number(-253, 253),
        "rise": Number(1, 2**31 - 1),
        "fall": Number(1, 2**31 - 1),
    },
    "vrrp_track_process": {
        "weight": Number(-254, 254),
        "quorum": Number(1, 65535),
        "quorum_max": Number(0, 65535),
        "delay": Number(0.000001, 3600, 6),
        "terminate_delay": Number(0.000001, 3600, 6),
        "fork_delay": Number(0.000001, 3600, 6),
    },
    "virtual_server": {
        **_SERVER,
        "lb_algo": Choice(tuple(_SCHEDULERS.split())),
        "lvs_sched": Choice(tuple(_SCHEDULERS.split())),
        "lb_kind": _WAY,
        "protocol": Choice(("TCP", "UDP", "SCTP", "tcp", "udp", "sctp")),
        "ip_family": Choice(("inet", "inet6")),
        "persistence_timeout": Number(1, 86400 * 31),
        "quorum": Number(1, _MANY),
        "hysteresis": _COUNT,
        "weight": Number(1, 65535),
    },
    "real_server": {
        **_SERVER,
        "weight": Number(0, 65535),
        "uthreshold": _COUNT,
        "lthreshold": _COUNT,
    },
    "bfd_instance": {
        "min_rx": Number(1, _MANY // 1000, 3),
        "min_tx": Number(1, _MANY // 1000, 3),
        "idle_tx": Number(1000, _MANY // 1000, 3),
        "multiplier": Number(1, 255),
        "ttl": Number(1, 255),
        "hoplimit": Number(1, 255),
        "max_hops": Number(-1, 255),
        "weight": Number(-253, 253),
    },
    "global_defs": {
        "smtp_connect_timeout": Number(0, _SECONDS),
        "vrrp_version": Number(2, 3),
        "vrrp_garp_master_delay": Number(0, _SECONDS),
        "vrrp_garp_master_repeat": Number(1, _MANY),
        "vrrp_garp_master_refresh": _COUNT,
        "vrrp_garp_master_refresh_repeat": _COUNT,
        "vrrp_garp_lower_prio_delay": Number(0, _SECONDS),
        "vrrp_garp_lower_prio_repeat": Number(0, 2**31 - 1),
        "vrrp_garp_interval": Number(0.000001, _MANY / 1_000_000, 6),
        "vrrp_gna_interval": Number(0.000001, _MANY / 1_000_000, 6),
        "vrrp_down_timer_adverts": Number(1, 100),
        "vrrp_startup_delay": Number(0.001, _MANY / 1_000_000, 6),
        "vrrp_priority": Number(-20, 19),
        "checker_priority": Number(-20, 19),
        "bfd_priority": Number(-20, 19),
        **dict.fromkeys(_BUFFERS.split(), _COUNT),
        **dict.fromkeys(_SWITCHES.split(), _YES),
    },
    **dict.fromkeys(_CHECKS.split(), _CHECK),
}
"""What may follow a word, by the block that it stands in."""


_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_USUAL = re.compile(rf"(?:{_BYTE}\.){{3}}{_BYTE}(?:/(?:3[0-2]|[12]?[0-9]))?")
"""Most addresses: told without taking them apart."""


def is_address(text: str, *, ranged: bool = False) -> bool:
    """Tell whether a text is an IP address, with a prefix or, if it may be, a range after it."""
    if _USUAL.fullmatch(text):
        return True
    address, slash, prefix = (text.partition("-")[0] if ranged else text).partition("/")
    try:
        size = ip_address(address).max_prefixlen
    except ValueError:
        return False
    if "%" in address:
        return False
    return not slash or (prefix.isascii() and prefix.isdigit() and int(prefix[:4]) <= size)
