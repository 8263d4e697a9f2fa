"""How a client of a laboratory comes to what listens in it: from where, and to which address."""

from dbstackc.base.record import record
from dbstackc.lab.machine import CLIENTS
from dbstackc.lab.plan import Plan


@record(frozen=True, slots=True)
class Way:
    """Where a client sits, and what it asks for.

    machine: the one that it sits on, which has nothing else to do, or is beside what is asked.
    """

    machine: str
    address: str
    port: int


def way_to(made: Plan, name: str, listen: int) -> Way:
    """Return the way to a port of a container: from outside where there is one.

    listen: its port in its own network. What lies in a bridge is asked at its host's port; where
    nothing leads there, from its host. Into an overlay nobody comes but who is in it.
    """
    machine = made.machine(made.container(name).machine)
    net = made.net(machine)
    if net is None or net.driver == "macvlan":
        return Way(CLIENTS, machine.bare, listen)
    for port, own in machine.doors:
        if own == listen:
            return Way(CLIENTS, made.machine(machine.host).bare, port)
    return Way(machine.host if net.is_bridge else machine.name, machine.bare, listen)


def way_to_vip(made: Plan, address: str, holder: str, port: int) -> Way:
    """Return the way to a port of a vip: from outside, or from the host whose bridge it is in.

    holder: a container that may hold it.
    """
    machine = made.machine(made.container(holder).machine)
    net = made.net(machine)
    return Way(machine.host if net and net.is_bridge else CLIENTS, address, port)
