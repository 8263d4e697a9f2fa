"""What a laboratory takes of the machine: root, and programs that Debian has."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from dbstackc.work.program import find as find

PACKAGES = {
    "ip": "iproute2",
    "bridge": "iproute2",
    "sysctl": "procps",
    "nft": "nftables",
    "nsenter": "util-linux",
    "unshare": "util-linux",
    "pivot_root": "util-linux",
    "setpriv": "util-linux",
    "mariadbd": "mariadb-server",
    "mariadb": "mariadb-client",
    "mariadb-install-db": "mariadb-server",
    "mariabackup": "mariadb-backup",
    "rsync": "rsync",
    "socat": "socat",
    "haproxy": "haproxy",
    "keepalived": "keepalived",
}
"""The programs by name, and Debian's package of each."""

OWN = ("ip", "bridge", "sysctl", "nft", "nsenter", "setpriv", "mariadb")
"""What a laboratory takes that brings its engines along: it lays wires and is a client."""

PROVIDER = "/usr/lib/galera/libgalera_smm.so"

IPVS = Path("/proc/net/ip_vs")

MEMORY, DISK = 160 << 20, 320 << 20
"""Bytes that a server takes: MariaDB 10.11 that has begun to serve, and a member's data folder with
the cache of the group, measured. The memory that a stack gives its servers is not taken at once."""


class LabError(Exception):
    """The laboratory cannot do what was asked; the message is for the user.

    hint: what to do about it, or empty.
    """

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.hint = hint


def missing() -> list[str]:
    """Return the packages that are not installed and must be, in alphabetical order."""
    packages = {package for program, package in PACKAGES.items() if find(program) is None}
    if not os.path.exists(PROVIDER):  # noqa: PTH110
        packages.add("galera-4")
    return sorted(packages)


def require_machine(*, has_engines: bool = False) -> None:
    """Raise LabError where this user or this machine cannot carry a laboratory.

    has_engines: whether the engines are to come from elsewhere.
    """
    if os.geteuid():
        raise LabError("a laboratory makes network namespaces: it takes root", "run it by sudo")
    if not has_engines:
        require_programs("")
    elif packages := {PACKAGES[each] for each in OWN if find(each) is None}:
        raise LabError("programs are missing", _install(sorted(packages)))


def require_programs(why: str) -> None:
    """Raise LabError where an engine is missing on this machine; why: words before that."""
    if packages := missing():
        raise LabError(f"{why} engines are missing".strip(), _install(packages))


def _install(packages: Sequence[str]) -> str:
    return f"run `apt-get install --no-install-recommends {' '.join(packages)}`"


def require_room(servers: int, folder: Path) -> None:
    """Raise LabError where a number of servers is more than this machine can carry.

    folder: where their rows are to lie; it need not be there yet.
    """
    place = next(each for each in (folder, *folder.parents) if each.exists())
    memory, disk = available(), shutil.disk_usage(place).free
    for what, one, has in (("memory", MEMORY, memory), (f"room in {place}", DISK, disk)):
        if servers * one > has:
            raise LabError(
                f"{servers} servers take about {show_size(servers * one)} of {what}, and "
                f"{show_size(has)} are free",
                "an overlay can leave clusters out: `drop pxc NAME`",
            )


def require_ipvs(vips: Sequence[str]) -> None:
    """Raise LabError where vips forward and this kernel cannot; vips: the names of those that do.

    Source: keepalived 2.2.7, check/ipvswrapper.c (it ends where the kernel has no ip_vs); Linux,
    net/netfilter/ipvs/ip_vs_ctl.c (/proc/net/ip_vs).
    """
    modules = Path("/lib/modules", os.uname().release)
    if not vips or IPVS.exists() or any(modules.glob("**/ip_vs.ko*")):
        return
    raise LabError(
        f"{' and '.join(vips)} forwards, and the kernel of this machine has no IPVS",
        f"an overlay can leave it out: `drop vip {vips[0]}`",
    )


def available() -> int:
    """Return the bytes of memory that programs can still get.

    Source: proc(5), /proc/meminfo (MemAvailable).
    """
    for line in Path("/proc/meminfo").read_text().splitlines():
        name, _, said = line.partition(":")
        if name == "MemAvailable":
            return int(said.split()[0]) << 10
    return 0


def show_size(size: int) -> str:
    """Print bytes in whole GB, at least one."""
    return f"{max(1, round(size / (1 << 30)))}G"


def call(*words: str, seconds: float = 30, check: bool = True) -> str:
    """Run a program and return what it prints; raise LabError where it fails, unless told not to.

    seconds: how long it may take.
    """
    try:
        done = subprocess.run(
            [find(words[0]) or words[0], *words[1:]],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        if check:
            raise LabError(f"`{' '.join(words)}` took longer than {seconds:g} s") from None
        return ""
    if check and done.returncode:
        raise LabError(f"`{' '.join(words)}` failed: {_last(done.stderr or done.stdout)}")
    return done.stdout


def _last(text: str) -> str:
    lines: Sequence[str] = text.strip().splitlines()
    return lines[-1] if lines else "in silence"
