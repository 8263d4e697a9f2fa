"""Networks of Docker in the namespaces of hosts, and the machines of containers in them.

A bridge is its host's own. An overlay is a bridge on each host, and a tunnel between them that
knows where each container is, and nothing else. A macvlan is a device of the host's own.

Source: moby v28, libnetwork/drivers/bridge, drivers/macvlan, drivers/overlay (ov_network.go: a
VXLAN that answers for its peers and asks nobody else; peerdb.go).
"""

from collections.abc import Mapping

from dbstackc.lab.gate import open_doors
from dbstackc.lab.machine import Machine, Net
from dbstackc.lab.need import LabError, call
from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab

TUNNEL = 1450
"""Bytes that a packet may have in an overlay: Ethernet's 1500 without the tunnel's header."""

FIRST = 4097
"""The number of the first tunnel. Source: moby v28, libnetwork/drivers/overlay/ovmanager."""


def lay_inner(lab: Lab, made: Plan, pids: Mapping[str, int]) -> None:
    """Make the networks of every host, and the machines in them; hosts are on the wire by now.

    pids: a process of each machine whose network is there already, and gets a name alone.
    """
    for host in (each for each in made.machines if not each.host):
        inner = [each for each in made.machines if each.host == host.name]
        used = {each.network for each in inner}
        gated = any(each.gate for each in inner)
        nets = [each for each in made.nets if each.name in used or (gated and _is_gate(each))]
        for net in nets:
            _make(lab, made, host, net)
        for machine in inner:
            attach(lab, machine, pids)
            _join(lab, made, host, machine)
        if any(each.is_bridge for each in nets):
            open_doors(lab, host, nets, inner, bridge_of(made))


def attach(lab: Lab, machine: Machine, pids: Mapping[str, int]) -> None:
    """Make the namespace of a machine, or give the one that its process has a name."""
    space = lab.space(machine.name)
    if machine.name in pids:
        call("ip", "netns", "attach", space, str(pids[machine.name]))
    else:
        call("ip", "netns", "add", space)
    call("ip", "-n", space, "link", "set", "lo", "up")


def bridge_of(made: Plan) -> dict[str, str]:
    """Return what each network is called among the devices of a host, by its name."""
    return {each.name: f"br{number}" for number, each in enumerate(made.nets)}


def _is_gate(net: Net) -> bool:
    return net.driver == "gateway"


def _make(lab: Lab, made: Plan, host: Machine, net: Net) -> None:
    """Make one network on one host."""
    space, bridge = lab.space(host.name), bridge_of(made)[net.name]
    if net.driver == "macvlan":
        _make_parent(space, host, net, bridge)
        return
    call("ip", "-n", space, "link", "add", "name", bridge, "type", "bridge")
    if net.gateway:
        call("ip", "-n", space, "address", "add", net.gateway, "dev", bridge)
    if net.driver == "overlay":
        tunnel, number = _tunnel(bridge), str(FIRST + made.nets.index(net))
        words = ("type", "vxlan", "id", number, "local", host.bare, "dstport", "4789")
        mtu = ("mtu", str(TUNNEL))
        call("ip", "-n", space, "link", "add", tunnel, *mtu, *words, "nolearning", "proxy")
        call("ip", "-n", space, "link", "set", tunnel, "master", bridge, "up")
        for each in made.machines:
            if each.network == net.name and each.host != host.name:
                far = made.machine(each.host).bare
                fixed = ("lladdr", _mac(each.bare), "dev", tunnel, "nud", "permanent")
                call("ip", "-n", space, "neighbour", "add", each.bare, *fixed)
                to = ("dev", tunnel, "dst", far)
                call("bridge", "-n", space, "fdb", "add", _mac(each.bare), *to)
    call("ip", "-n", space, "link", "set", bridge, "up")


def _make_parent(space: str, host: Machine, net: Net, bridge: str) -> None:
    """Make the device below a macvlan where it is none on the wire.

    Source: moby v28, libnetwork/drivers/macvlan (createDummyLink, createVlanLink).
    """
    base, dot, number = net.parent.partition(".")
    if not net.parent:
        call("ip", "-n", space, "link", "add", "name", bridge, "type", "dummy")
        call("ip", "-n", space, "link", "set", bridge, "up")
    elif dot and net.parent != host.interface:
        words = ("name", net.parent, "type", "vlan", "id", number)
        try:
            call("ip", "-n", space, "link", "add", "link", base, *words)
        except LabError as error:
            raise LabError(f"{host.name}: no VLAN for {net.name}: {error.title}") from None
        call("ip", "-n", space, "link", "set", net.parent, "up")


def _join(lab: Lab, made: Plan, host: Machine, machine: Machine) -> None:
    """Give a machine its device in its network, and the way out of it."""
    space, outer = lab.space(machine.name), lab.space(host.name)
    net = next(each for each in made.nets if each.name == machine.network)
    bridge = bridge_of(made)[net.name]
    number = made.machines.index(machine)
    if net.driver == "macvlan":
        given = ("link", net.parent or bridge, "name", machine.interface, "netns", space)
        call("ip", "-n", outer, "link", "add", *given, "type", "macvlan", "mode", "bridge")
        _raise(space, machine.interface, machine.address)
        call("ip", "-n", space, "route", "add", "default", "dev", machine.interface)
        return
    _plug_in(lab, machine, outer, f"v{number}", bridge, machine.interface, machine.address)
    way = net.gateway
    if net.driver == "overlay":
        call("ip", "-n", space, "link", "set", machine.interface, "mtu", str(TUNNEL))
        gate = next(each for each in made.nets if _is_gate(each))
        way, bridge = gate.gateway, bridge_of(made)[gate.name]
        _plug_in(lab, machine, outer, f"g{number}", bridge, "eth1", machine.gate)
        # Source: moby v28, libnetwork/default_gateway_linux.go (enable_icc: false)
        call("bridge", "-n", outer, "link", "set", "dev", f"g{number}", "isolated", "on")
    call("ip", "-n", space, "route", "add", "default", "via", way.partition("/")[0])


def _plug_in(
    lab: Lab, machine: Machine, outer: str, end: str, bridge: str, device: str, address: str
) -> None:
    space, mac = lab.space(machine.name), _mac(address.partition("/")[0])
    pair = ("type", "veth", "peer", "name", end, "netns", outer)
    call("ip", "-n", space, "link", "add", device, "address", mac, *pair)
    call("ip", "-n", outer, "link", "set", end, "master", bridge, "up")
    _raise(space, device, address)


def _raise(space: str, device: str, address: str) -> None:
    call("ip", "-n", space, "address", "add", address, "dev", device)
    call("ip", "-n", space, "link", "set", device, "up")


def _tunnel(bridge: str) -> str:
    return f"vx{bridge[2:]}"


def _mac(address: str) -> str:
    """Return what Docker makes of an address. Source: moby v28, libnetwork/netutils."""
    return "02:42:" + ":".join(f"{int(each):02x}" for each in address.split("."))
