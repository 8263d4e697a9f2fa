"""What has no door of TCP: VRRP, a Swarm's packets and its overlays', and who may send them."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.artifacts import artifacts, topology
from tests.engines.need import find, need
from tests.engines.segment import Machine, machines

STACK = """
secret vrrp from env
host vm[1..3] at 10.78.0.[1..3] on eth0
external legacy at 10.78.0.9:3306
network mesh { driver overlay; subnet 10.79.0.0/24; encrypted yes }
haproxy m[1..3] in mesh on vm[1..3] { listen sql on 13306 to legacy }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy }
vip db at 10.78.0.100/24 to h[1..2] { auth secret.vrrp }
deploy swarm { managers vm[1..3] }
firewall lan { admin 10.78.0.8/32; clients 10.78.0.9/32 }
"""

VM1, VM2, VM3, ADMIN, CLIENT, STRANGER = (f"10.78.0.{last}" for last in (1, 2, 3, 8, 9, 10))

SWARM = {"esp", "udp 4789", "udp 7946"}

HEARD: dict[str, set[str]] = {
    VM2: {*SWARM, "vrrp", "vrrp to all"},
    VM3: SWARM,
    ADMIN: set(),
    CLIENT: set(),
    STRANGER: set(),
}
"""What vm1 hears of whom: of its fellow holder adverts, of the Swarm its packets, else nothing."""

HEAR = """
import json, select, socket, struct
raw = {"vrrp": 112, "esp": 50, "gre": 47}
ears = {socket.socket(socket.AF_INET, socket.SOCK_RAW, n): name for name, n in raw.items()}
for one, name in ears.items():
    if name == "vrrp":
        group = struct.pack("4s4s", socket.inet_aton("224.0.0.18"), socket.inet_aton("10.78.0.1"))
        one.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
for port in (4789, 7946, 9999, 9998):
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.bind(("", port))
    ears[one] = f"udp {port}"
print(flush=True)
found, ended = set(), False
while ready := select.select(list(ears), [], [], 1 if ended else 20)[0]:
    for one in ready:
        packet, (source, _) = one.recvfrom(2048)
        ended |= ears[one] == "udp 9998"
        far = ears[one] == "vrrp" and packet[16:20] == socket.inet_aton("224.0.0.18")
        found.add((source, ears[one] + (" to all" if far else "")))
print(json.dumps(sorted(found)))
"""

SAY = """
import socket, sys
for kind, address, number in (
    ("raw", "10.78.0.1", 112), ("raw", "224.0.0.18", 112), ("raw", "10.78.0.1", 50),
    ("raw", "10.78.0.1", 47), ("udp", "10.78.0.1", 4789), ("udp", "10.78.0.1", 7946),
    ("udp", "10.78.0.1", 9999),
):
    if kind == "raw":
        one = socket.socket(socket.AF_INET, socket.SOCK_RAW, number)
        one.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(sys.argv[1]))
        one.sendto(b"x" * 24, (address, 0))
    else:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (address, number))
"""

END = """
import socket
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9998))
"""


def _heard(closed: bool) -> dict[str, set[str]]:
    """Return what the first machine hears of each of the others, when all say the same to it."""
    need("nft")
    if os.geteuid():
        need("root")
    rules = artifacts(topology(STACK), "firewall")["hosts/vm1/firewall/dbstackc.nft"].text
    names = [VM1, *HEARD]
    with ExitStack() as stack:
        made = stack.enter_context(machines([f"{each}/24" for each in names]))
        found = dict(zip(names, made, strict=True))
        if closed:
            _load(found[VM1], rules)
        command = found[VM1].command(sys.executable, "-c", HEAR)
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout and process.stdout.readline() == b"\n"
            for address in HEARD:
                found[address].run(sys.executable, "-c", SAY, address)
            found[VM1].run(sys.executable, "-c", END)
            told = json.loads(process.stdout.readline())
    return {each: {what for source, what in told if source == each} for each in HEARD}


def _load(machine: Machine, rules: str) -> None:
    machine.run("sh", "-c", 'printf %s "$1" | /usr/sbin/nft -f -', "-", rules)


def test_a_closed_host_hears_its_fellows_and_nobody_else() -> None:
    assert _heard(closed=True) == HEARD


def test_the_probe_hears_everything_of_an_open_host() -> None:
    every = {*SWARM, "vrrp", "vrrp to all", "gre", "udp 9999"}
    assert _heard(closed=False) == dict.fromkeys(HEARD, every)


SCRIPT = """set -eu
mount -t tmpfs none /run
mount -t tmpfs none /etc
cd "$1"
PATH=$2:$PATH
there() { nft list table inet dbstackc >/dev/null 2>&1; }
rest() { until [ -e "$2/rang" ] && ! pgrep -f '^sh -c sleep 60' >/dev/null; do $3 0.1; done; }
./firewall/close.sh >/dev/null
there && echo closed
rest "$@"
there || echo "open again"
rm "$2/rang"
./firewall/close.sh >/dev/null
./firewall/close.sh keep
rest "$@"
there && [ -e /etc/dbstackc/firewall.nft ] && echo "closed for good"
./firewall/close.sh open
there || [ -e /etc/dbstackc/firewall.nft ] || echo "as before"
"""

SLEEP = """#!/bin/sh
[ "$1" = 60 ] || exit 2
"%s" 1
: >"%s/rang"
"""


def test_a_closed_host_opens_by_itself_unless_it_is_told_to_stay(tmp_path: Path) -> None:
    need("nft", "pgrep", "unshare")
    if os.geteuid():
        need("root")
    for path, artifact in artifacts(topology(STACK), "firewall").items():
        if path.startswith("hosts/vm1/"):
            place = tmp_path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(artifact.text, encoding="utf-8")
            place.chmod(artifact.mode)
    shim = tmp_path / "bin"
    shim.mkdir()
    real = find("sleep") or "sleep"
    (shim / "sleep").write_text(SLEEP % (real, shim))
    (shim / "sleep").chmod(0o755)
    alone = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    done = subprocess.run(
        [*alone, "sh", "-c", SCRIPT, "-", str(tmp_path / "hosts/vm1"), str(shim), real],
        env={**os.environ, "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    said = ["closed", "open again", "kept", "closed for good", "open", "as before"]
    assert done.stdout.split("\n") == [*said, ""], done.stdout + done.stderr
