"""The short forms that Compose reads inside a text: ports, mounts, pools of addresses, waits.

Each function returns what is wrong with a text, or nothing.

Source: docker-compose 1.29.2, docker/utils/ports.py, types.py and validation.py; compose-go 2,
types/, format/volume.go; docker/go-connections, nat/parse.go.
"""

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_network

_PORT = re.compile(
    r"(?:(?P<host>\[[^\]]*\]|[\w.-]+|[0-9a-fA-F:]+):)?(?P<out>\d*(?:-\d+)?):"
    r"(?P<into>\d+(?:-\d+)?)(?P<kind>/\w+)?",
    re.ASCII,
)
_ALONE = re.compile(r"(?P<into>\d+(?:-\d+)?)(?P<kind>/\w+)?", re.ASCII)
_TWICE = re.compile(r"(?P<left>.+?)/(?P<one>tcp|udp|sctp):(?P<right>[^:]+)/(?P=one)")
_WINDOWS = re.compile(r"(?:^|:)[A-Za-z]:[\\/]")
_WAIT = re.compile(r"(?=.*\d)[\d\s.:,a-zµ]+", re.I)
_BYTES = re.compile(r"\d+(?:\.\d+)? ?(?:[kmgtp]i?b?|b|bytes)?", re.I)
_KINDS = ("/tcp", "/udp", "/sctp")


def port(text: str) -> str:
    """Judge a port, as in `3306`, `13306:3306`, `127.0.0.1:3306:3306/tcp`."""
    twice = _TWICE.fullmatch(text)
    if twice is not None:
        text = f"{twice['left']}:{twice['right']}"
    if text.startswith(":") and text.count(":") == 2:
        text = text[1:]  # at no address: what a variable left empty
    match = _PORT.fullmatch(text) or _ALONE.fullmatch(text)
    if match is None:
        return "it is not a port, as in `3306:3306`"
    said = match.groupdict()
    if (said["kind"] or "/tcp").lower() not in _KINDS:
        return f"`{said['kind'][1:]}` is not tcp, udp or sctp"
    inside = _count(said["into"])
    if inside is None:
        return "a range ends before it begins"
    outside = _count(said.get("out") or "") if said.get("out") else None
    if said.get("out") and outside is None:
        return "a range ends before it begins"
    if outside is not None and inside > 1 and outside != inside:
        return f"{outside} ports lead to {inside}"
    if outside is not None and inside == 1 and outside > 1 and said.get("host"):
        return f"{outside} ports lead to one"
    return ""


def _count(text: str) -> int | None:
    """Return how many ports a range has; None where it ends before it begins."""
    low, dash, high = text.partition("-")
    if not dash:
        return 1
    size = int(high[:6]) - int(low[:6] or "0") + 1
    return size if size > 0 else None


def mount(text: str) -> str:
    """Judge a mount, as in `data:/var/lib/mysql:ro`; a path of Windows may hold a colon."""
    if "\\" in text or _WINDOWS.search(text):
        return ""
    parts = text.split(":")
    if len(parts) > 3:
        return "it has more than three parts between colons"
    if not all(parts[:2]):
        return "a part of it is empty"
    return ""


def wait(text: str) -> str:
    """Judge a duration, as in `10s` or `1m30s`."""
    return "" if _WAIT.fullmatch(text) else "it is not a duration, as in `30s`"


def size(text: str) -> str:
    """Judge a number of bytes, as in `512m`."""
    return "" if _BYTES.fullmatch(text) else "it is not a number of bytes, as in `512m`"


def pool(text: str) -> str:
    """Judge a range of addresses."""
    try:
        ip_network(text, strict=False)
    except ValueError:
        return "it is not a range of addresses, as in `10.1.0.0/16`"
    return "" if "/" in text else "it does not say how many bits are the network's, as in `/24`"


def is_template(text: str) -> bool:
    """Tell whether a text has a hole that another program fills before Docker reads it."""
    return any(mark in text for mark in ("{{", "{%", "<%", "@@"))


JUDGES: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("service", "ports"): port,
    ("service", "volumes"): mount,
    ("service", "cpu_quota"): wait,
    ("service", "cpu_period"): wait,
    ("service", "cpu_rt_period"): wait,
    ("service", "cpu_rt_runtime"): wait,
    ("build", "shm_size"): size,
    ("limit", "rate"): size,
    ("pool", "subnet"): pool,
}
"""What judges the texts of a key, by shape and key."""

RANGES: Mapping[tuple[str, str], tuple[int, int]] = {
    ("service", "cpu_count"): (0, 1 << 31),
    ("service", "cpu_percent"): (0, 100),
    ("service", "oom_score_adj"): (-1000, 1000),
}
"""The least and the most that a number may be, by shape and key."""
