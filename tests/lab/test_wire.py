"""Networks of Docker in a laboratory: who reaches whom, and as whom, with no engine beside.

Docker 20.10.24 itself was asked the same, on one host with the networks of vm1, and said the same.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from dbstackc.lab.fault import apply
from dbstackc.lab.machine import CLIENTS
from dbstackc.lab.plan import Plan, plan
from dbstackc.lab.state import Lab
from dbstackc.lab.up import FOLDERS, empty_spaces
from dbstackc.lab.wire import lay, spaces
from tests.engines.need import need
from tests.unit.compose.stacks import topology

STACK = """
host vm[1..3] at 10.78.0.[1..3] on ens3
external e at 10.78.0.3:3306
network front { driver bridge; subnet 172.20.0.0/16; pool 172.20.128.0/17 }
network back { driver bridge }
network lan { driver macvlan; parent ens3; subnet 10.78.0.0/24; gateway 10.78.0.200 }
network wide { driver overlay; subnet 10.20.0.0/24 }
haproxy f[1..2] in front on vm[1..2] { publish 4001 -> 3306; listen q on 3306 to e }
haproxy g in front on vm1 { publish 4002 -> 3306; listen q on 3306 to e }
haproxy b in back on vm1 { publish 4003 -> 3306; listen q on 3306 to e }
haproxy l[1..2] at 10.78.0.[21..22] in lan on vm[1..2] { listen q on 3306 to e }
haproxy w[1..2] in wide on vm[1..2] { publish 4004 -> 3306; listen q on 3306 to e }
haproxy h on vm3 { listen q on 3306 to e }
"""

PORT = 3306

CUT, MEND = "cut vm1 4001 and cut l1 3306 and block vm2 4001", "mend vm1 and mend l1 and mend vm2"

SERVER = f"""
import socket
server = socket.create_server(("", {PORT}))
print("listens", flush=True)
while True:
    one, (address, _) = server.accept()
    try:
        one.sendall(address.encode())
    except OSError:
        pass
    one.close()
"""
"""Answers with the address that asks."""

CLIENT = """
import socket, sys
try:
    with socket.create_connection((sys.argv[1], int(sys.argv[2])), float(sys.argv[3])) as one:
        print(one.recv(99).decode())
except OSError:
    print("nobody")
"""


ASKER = """
import socket, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
    one.settimeout(5)
    one.sendto(bytes.fromhex(sys.argv[1]), ("127.0.0.11", 53))
    print(one.recv(999).hex())
"""


@dataclass(frozen=True, slots=True)
class Wired:
    """Machines that are wired, each with a server on the port of its container."""

    lab: Lab
    made: Plan

    def ask(self, machine: str, address: str, port: int = PORT, seconds: float = 5) -> str:
        """Return as whom a machine is seen at an address, or that nobody is there."""
        words = [sys.executable, "-S", "-c", CLIENT, address, str(port), str(seconds)]
        done = subprocess.run([*self._enter(machine), *words], capture_output=True, text=True)
        return done.stdout.strip()

    def misses(self, machine: str, address: str, port: int = PORT) -> bool:
        """Tell whether a machine reaches nobody at an address: so it is within half a second."""
        return self.ask(machine, address, port, 0.5) == "nobody"

    def serve(self, machine: str) -> subprocess.Popen[str]:
        """Start a server on a machine, and return when it listens."""
        words = [*self._enter(machine), sys.executable, "-c", SERVER]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert process.stdout and process.stdout.readline() == "listens\n"
        return process

    def resolve(self, machine: str, question: bytes) -> bytes:
        """Return what is answered to a question of DNS on a machine."""
        words = [*self._enter(machine), sys.executable, "-S", "-c", ASKER, question.hex()]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        return bytes.fromhex(done.stdout)

    def bare(self, machine: str) -> str:
        return self.made.machine(machine).bare

    def _enter(self, machine: str) -> list[str]:
        return ["nsenter", f"--net=/run/netns/{self.lab.space(machine)}"]


@contextmanager
def servers(wired: Wired) -> Iterator[None]:
    started = [wired.serve(each.name) for each in wired.made.machines if each.host]
    started.append(wired.serve("vm3"))
    try:
        yield
    finally:
        for each in started:
            each.kill()
            each.wait()
            if each.stdout:
                each.stdout.close()


@pytest.fixture(scope="module")
def wired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wired]:
    need("ip", "bridge", "nft", "nsenter", "sysctl")
    if os.geteuid():
        need("root")
    lab, made = Lab(tmp_path_factory.mktemp("wire")), plan(topology(STACK))
    for name in FOLDERS:
        (lab.folder / name).mkdir()
    lab.keep(made)
    try:
        lay(lab, made, {})
        one = Wired(lab, made)
        with servers(one):
            yield one
    finally:
        empty_spaces(lab)
    assert not spaces(lab)


def test_a_published_port_leads_in_and_shows_who_asks(wired: Wired) -> None:
    clients = wired.bare(CLIENTS)
    assert wired.ask(CLIENTS, "10.78.0.1", 4001) == clients
    assert wired.ask(CLIENTS, "10.78.0.2", 4001) == clients
    assert wired.misses(CLIENTS, "10.78.0.2", 4002)
    assert wired.ask("vm1", "10.78.0.1", 4001) == "10.78.0.1"


def test_what_its_own_host_and_its_neighbours_ask_comes_from_the_bridge(wired: Wired) -> None:
    """By a program of Docker's, which asks for them."""
    assert wired.ask("vm1", "127.0.0.1", 4001) == "172.20.128.0"
    assert wired.ask("f1", "10.78.0.1", 4002) == "172.20.128.0"
    assert wired.ask("f1", "10.78.0.1", 4001) == "172.20.128.0"
    assert wired.ask("f1", "10.78.0.1", 4003) == "172.18.0.1"


def test_what_leaves_a_bridge_has_its_hosts_address(wired: Wired) -> None:
    assert wired.ask("f1", "10.78.0.3") == "10.78.0.1"
    assert wired.ask("w2", "10.78.0.3") == "10.78.0.2"
    assert wired.ask("w1", "10.78.0.2", 4001) == "10.78.0.1"


def test_a_bridge_ends_at_its_host_and_bridges_do_not_meet(wired: Wired) -> None:
    assert wired.bare("f1") == wired.bare("f2") == "172.20.128.1"
    assert wired.ask("g", wired.bare("f1")) == wired.bare("g")
    assert wired.ask("vm1", wired.bare("f1")) == "172.20.128.0"
    assert wired.misses("b", wired.bare("f1"))
    assert wired.misses("vm2", wired.bare("g"))
    assert wired.misses(CLIENTS, wired.bare("f1"))


def test_a_macvlan_is_on_the_lan_and_its_own_host_does_not_reach_it(wired: Wired) -> None:
    assert wired.ask(CLIENTS, "10.78.0.21") == wired.bare(CLIENTS)
    assert wired.ask("l1", "10.78.0.22") == "10.78.0.21"
    assert wired.ask("vm2", "10.78.0.21") == "10.78.0.2"
    assert wired.misses("vm1", "10.78.0.21")
    assert wired.ask("l1", "10.78.0.2", 4001) == "10.78.0.21"


def test_an_overlay_spans_hosts_and_nobody_else_is_in_it(wired: Wired) -> None:
    assert wired.ask("w1", wired.bare("w2")) == wired.bare("w1")
    assert wired.ask("w2", wired.bare("w1")) == wired.bare("w2")
    for outside in ("vm1", "f1", CLIENTS):
        assert wired.misses(outside, wired.bare("w1"))
    assert wired.ask(CLIENTS, "10.78.0.1", 4004) == wired.bare(CLIENTS)


def test_an_address_that_moves_is_not_found_over_an_overlay(wired: Wired) -> None:
    """Tunnels know where Docker put a container, and carry no question who has an address."""
    space = wired.lab.space("w1")
    subprocess.run(
        ["ip", "-n", space, "address", "add", "10.20.0.99/24", "dev", "eth0"], check=True
    )
    assert wired.ask("w1", "10.20.0.99") != "nobody"
    assert wired.misses("w2", "10.20.0.99")
    subprocess.run(
        ["ip", "-n", space, "address", "del", "10.20.0.99/24", "dev", "eth0"], check=True
    )


def test_names_are_those_of_its_own_network_and_engine(wired: Wired) -> None:
    names = {each.name: set(each.names) for each in wired.made.machines}
    assert names["f1"] == {"f1", "g"} and names["f2"] == {"f2"} and names["b"] == {"b"}
    assert names["l1"] == {"l1"} and names["w1"] == {"w1", "w2"}
    assert not names["vm1"]


def test_its_own_network_tells_the_names_of_what_runs(wired: Wired) -> None:
    (wired.lab.folder / "run").mkdir(exist_ok=True)
    wired.lab.note("g", os.getpid(), "plain")
    question = b"\7\0\1\0\0\1\0\0\0\0\0\0\1%b\0\0\1\0\1"
    told = {name: wired.resolve("f1", question % name) for name in (b"g", b"f", b"b")}
    assert told[b"g"].endswith(socket.inet_aton(wired.bare("g")))
    assert told[b"f"][3] & 15 == told[b"b"][3] & 15 == 3
    assert wired.resolve("b", question % b"g")[3] & 15 == 3


def test_a_cable_takes_what_is_in_its_host_along(wired: Wired) -> None:
    apply(wired.lab, ["unplug", "vm1"])
    assert wired.lab.dead() == {"vm1", "f1", "g", "b", "l1", "w1"}
    for address, port in (("10.78.0.1", 4001), ("10.78.0.21", PORT)):
        assert wired.misses(CLIENTS, address, port)
    assert wired.misses("w2", wired.bare("w1"))
    assert wired.ask("g", wired.bare("f1")) == wired.bare("g")
    apply(wired.lab, ["plug", "vm1"])
    time.sleep(0.1)
    assert not wired.lab.dead()
    assert wired.ask("w2", wired.bare("w1")) == wired.bare("w2")
    assert wired.ask(CLIENTS, "10.78.0.21") == wired.bare(CLIENTS)


def test_a_port_is_cut_where_it_leads_into_a_bridge(wired: Wired) -> None:
    apply(wired.lab, CUT.split())
    assert wired.misses(CLIENTS, "10.78.0.1", 4001)
    assert wired.ask(CLIENTS, "10.78.0.1", 4002) == wired.bare(CLIENTS)
    assert wired.misses(CLIENTS, "10.78.0.21")
    assert wired.misses(CLIENTS, "10.78.0.2", 4001)
    assert wired.misses("g", "10.78.0.2", 4001)
    apply(wired.lab, MEND.split())
    assert wired.ask(CLIENTS, "10.78.0.1", 4001) == wired.bare(CLIENTS)
    assert wired.ask(CLIENTS, "10.78.0.21") == wired.bare(CLIENTS)
