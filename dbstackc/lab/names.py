"""Tell the containers of a laboratory each other's addresses, where Docker's own DNS does.

Called as `python -m dbstackc.lab.names FOLDER`. One process has a socket in each network of a
container, at the address that balancers are told; it ends in the hub, and goes with that.

Source: moby v28, libnetwork/resolver.go (127.0.0.11; a name is told while its container runs).
"""

import ctypes
import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path

from dbstackc.lab.engine import engine_of
from dbstackc.lab.machine import Machine
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab

SERVER = ("127.0.0.11", 53)

TTL = 600

FRESH = 0.5
"""Seconds for which it is not looked again what runs."""

ADDRESS, UNKNOWN, NEWNET = 1, 3, 0x40000000
"""DNS: the type of an IPv4 address, the answer that there is no such name. Linux: CLONE_NEWNET."""

READY = "listens"

SPACES = Path("/run/netns")


def start_names(lab: Lab, made: Plan, hub: str) -> None:
    """Start what tells names, where a container has any to be told; hub: where it ends."""
    if not any(each.names for each in made.machines if each.host):
        return
    with lab.log("names").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dbstackc.lab.names", str(lab.folder), hub],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            text=True,
        )
    assert process.stdout
    with process.stdout as said:
        if said.readline().strip() != READY:
            raise LabError("nothing tells containers their names", f"see {lab.log('names')}")


def answer(query: bytes, names: dict[str, str], running: Callable[[str], bool]) -> bytes:
    """Return the reply to a question of DNS.

    names: address by name. running: whether what has an address runs.

    Source: RFC 1035, 4.1.
    """
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode("ascii", "replace"))
        at += 1 + query[at]
    question = query[12 : at + 5]
    name = ".".join(labels).lower()
    known = {each.lower(): address for each, address in names.items()}
    address = known.get(name)
    found = address is not None and running(address)
    is_asked = found and question[-4:-2] == ADDRESS.to_bytes(2, "big")
    # a reply to a question that wanted recursion, which there is
    flags = 0x8180 | (0 if found else UNKNOWN)
    head = query[:2] + flags.to_bytes(2, "big") + b"\0\1" + bytes((0, is_asked)) + b"\0\0\0\0"
    if not is_asked or address is None:
        return head + question
    record = b"\xc0\x0c\0\1\0\1" + TTL.to_bytes(4, "big") + b"\0\4" + socket.inet_aton(address)
    return head + question + record


def main(folder: str, hub: str) -> None:
    """Answer until it is killed."""
    lab = Lab(Path(folder))
    inner = [each for each in lab.plan().machines if each.host]
    selector = selectors.DefaultSelector()
    for machine in inner:
        _enter(lab.space(machine.name))
        one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        one.bind(SERVER)
        selector.register(one, selectors.EVENT_READ, machine)
    _enter(hub)
    print(READY, flush=True)
    looked, running = 0.0, set[str]()
    while True:
        for key, _ in selector.select():
            if time.monotonic() - looked > FRESH:
                running, looked = _running(lab, inner), time.monotonic()
            asked, machine = key.fileobj, key.data
            assert isinstance(asked, socket.socket) and isinstance(machine, Machine)
            query, asker = asked.recvfrom(4096)
            try:
                asked.sendto(answer(query, machine.names, running.__contains__), asker)
            except (IndexError, OSError):
                continue


def _running(lab: Lab, inner: Collection[Machine]) -> set[str]:
    """Return the addresses of networks in which a container runs."""
    runs = set(engine_of(lab).running())
    alive = {each.machine for each in lab.plan().containers if each.name in runs}
    return {each.bare for each in inner if each.name in alive}


def _enter(space: str) -> None:
    with (SPACES / space).open() as file:
        if ctypes.CDLL(None, use_errno=True).setns(file.fileno(), NEWNET):
            raise OSError(ctypes.get_errno(), f"cannot enter {space}")


if __name__ == "__main__":
    main(*sys.argv[1:])
