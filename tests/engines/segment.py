"""Machines on one wire, each a network namespace; no network of this machine is touched."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from tests.engines.need import find, need


@dataclass(frozen=True, slots=True)
class Machine:
    """A network namespace with a device eth0; pid: of the process that keeps it."""

    pid: int

    def command(self, *words: str) -> list[str]:
        """Return a command that runs in it."""
        inner = [find(words[0]) or words[0], *words[1:]]
        spaces = ["--net"] if os.geteuid() == 0 else ["--net", "--user", "--preserve-credentials"]
        return ["nsenter", f"--target={self.pid}", *spaces, *inner]

    def run(self, *words: str) -> str:
        """Run a command in it, which must succeed, and return what it prints."""
        done = subprocess.run(self.command(*words), capture_output=True, text=True, timeout=20)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def has(self, address: str) -> bool:
        """Return whether it has an IPv4 address."""
        return f" {address}/" in self.run("ip", "-o", "-4", "address", "show", "dev", "eth0")


@contextmanager
def machines(addresses: Sequence[str]) -> Iterator[list[Machine]]:
    """Join machines by a bridge, hand them over, and take everything away.

    addresses: one for each, with its prefix, as in "10.0.0.1/24".
    """
    need("unshare", "nsenter", "ip")
    with ExitStack() as stack:
        alone = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
        hub = stack.enter_context(_kept(alone))
        hub.run("ip", "link", "add", "wire", "type", "bridge")
        hub.run("ip", "link", "set", "wire", "up")
        found = []
        for index, address in enumerate(addresses):
            machine = stack.enter_context(_kept(hub.command("unshare", "--net")))
            here, there = f"port{index}", ("peer", "name", "eth0", "netns", str(machine.pid))
            hub.run("ip", "link", "add", here, "type", "veth", *there)
            hub.run("ip", "link", "set", here, "master", "wire", "up")
            machine.run("ip", "link", "set", "lo", "up")
            machine.run("ip", "address", "add", address, "dev", "eth0")
            machine.run("ip", "link", "set", "eth0", "up")
            found.append(machine)
        yield found


@contextmanager
def _kept(command: Sequence[str]) -> Iterator[Machine]:
    """Run a process in a new namespace that does nothing until its input ends.

    It says a word once it is there: only then has the namespace become its own.
    """
    waiting = [*command, "sh", "-c", "echo; exec cat"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdin
        assert process.stdout.readline() == b"\n", "no namespaces here"
        yield Machine(process.pid)
        process.stdin.close()
