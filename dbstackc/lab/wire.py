"""Hosts on one wire: network namespaces, joined by a bridge in a namespace of its own.

Nothing of the machine's own network takes part: no route, no address, no bridge of it.
"""

from collections.abc import Mapping

from dbstackc.lab.inner import attach, lay_inner
from dbstackc.lab.machine import Machine
from dbstackc.lab.names import SPACES as SPACES
from dbstackc.lab.names import start_names
from dbstackc.lab.need import LabError, call
from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab

HUB = "hub"
"""The namespace of the bridge."""


def lay(lab: Lab, made: Plan, pids: Mapping[str, int]) -> None:
    """Make the machines and join them. The MTU is Ethernet's.

    pids: a process of each machine whose network is there already, and gets a name alone.

    Each reaches every other directly, whatever networks their addresses are of.
    """
    hub = lab.space(f".{HUB}")
    call("ip", "netns", "add", hub)
    call("ip", "-n", hub, "link", "add", "name", "wire", "type", "bridge")
    call("ip", "-n", hub, "link", "set", "wire", "up")
    for number, machine in enumerate(made.machines):
        if machine.host:
            continue
        if machine.interface == "lo":
            raise LabError(
                f"the address of {machine.name} is on lo, which no other machine reaches"
            )
        attach(lab, machine, pids)
        space = lab.space(machine.name)
        for port, device in zip(
            _ports(number, machine), (machine.interface, *machine.cables), strict=True
        ):
            pair = ("type", "veth", "peer", "name", port, "netns", hub)
            call("ip", "-n", space, "link", "add", device, *pair)
            call("ip", "-n", hub, "link", "set", port, "master", "wire", "up")
            call("ip", "-n", space, "link", "set", device, "up")
        call("ip", "-n", space, "address", "add", machine.address, "dev", machine.interface)
        call("ip", "-n", space, "route", "add", "default", "dev", machine.interface)
    lay_inner(lab, made, pids)
    start_names(lab, made, hub)


def _ports(number: int, machine: Machine) -> list[str]:
    """Return the ends of a machine's cables at the hub."""
    return [f"p{number}", *(f"p{number}.{each}" for each in range(1, len(machine.cables) + 1))]


def take_away(lab: Lab) -> None:
    """Delete the machines; what is not there is no fault."""
    for space in spaces(lab):
        call("ip", "netns", "delete", space, check=False)


def spaces(lab: Lab) -> list[str]:
    """Return the names of the namespaces that are there, whoever left them."""
    if not SPACES.is_dir():
        return []
    return sorted(path.name for path in SPACES.iterdir() if path.name.startswith(lab.mark))


def plug(lab: Lab, machine: Machine, *, is_in: bool) -> None:
    """Pull a machine's cables, or put them in again. The machine itself sees its link go."""
    for port in _ports(_number(lab, machine), machine):
        call("ip", "-n", lab.space(f".{HUB}"), "link", "set", port, "up" if is_in else "down")


def join(lab: Lab, machine: Machine, *, is_joined: bool) -> None:
    """Take a machine off the switch, or put it on again. The machine itself sees its link up."""
    words = ("master", "wire") if is_joined else ("nomaster",)
    for port in _ports(_number(lab, machine), machine):
        call("ip", "-n", lab.space(f".{HUB}"), "link", "set", port, *words)


def _number(lab: Lab, machine: Machine) -> int:
    return [each.name for each in lab.plan().machines].index(machine.name)


def cut(lab: Lab, machine: Machine, port: int, *, is_own: bool = False) -> None:
    """Drop every TCP segment from or to a port, on a machine, whoever opened the connection.

    A host's port is also one that leads to a container of its bridges.

    is_own: only where it is the machine's own port, so that it still reaches others at theirs.
    """
    inside = ("ip", "netns", "exec", lab.space(machine.name), "nft")
    call(*inside, "add table inet lab")
    for name, hook, own, theirs in (
        ("in", "input", "dport", "sport"),
        ("out", "output", "sport", "dport"),
    ):
        call(*inside, f"add chain inet lab {name} {{ type filter hook {hook} priority 0; }}")
        for end in (own,) if is_own else (own, theirs):
            call(*inside, f"add rule inet lab {name} tcp {end} {port} drop")
    call(*inside, "add chain inet lab through { type filter hook forward priority 0; }")
    led = "ct status dnat " if is_own else ""
    asked = f"meta l4proto tcp {led}ct original proto-dst {port} drop"
    call(*inside, f"add rule inet lab through {asked}")


def mend(lab: Lab, machine: Machine) -> None:
    """Let all ports of a machine be again."""
    inside = ("ip", "netns", "exec", lab.space(machine.name), "nft")
    call(*inside, "delete table inet lab", check=False)


def holders(lab: Lab, made: Plan, address: str) -> list[str]:
    """Return the machines that hold an address and can be reached."""
    dead = lab.dead()
    return [
        each.name
        for each in made.machines
        if each.name not in dead
        and f" {address}/"
        in call("ip", "-n", lab.space(each.name), "-o", "address", "show", check=False)
    ]
