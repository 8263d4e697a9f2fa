"""What a host does for the containers in its bridges: it lets them out, and lets in by ports.

A container that asks for a port of its own host is answered by a program of Docker's, which asks in
turn; so whoever listens sees the bridge ask. Here the kernel writes the same over the packets.

Source: moby v28, libnetwork/drivers/bridge (setup_ip_tables_linux.go, port_mapping_linux.go) and
cmd/docker-proxy; docker docs, "Packet filtering and firewalls".
"""

from collections.abc import Iterator, Mapping, Sequence

from dbstackc.lab.machine import Machine, Net
from dbstackc.lab.need import call
from dbstackc.lab.state import Lab

TABLE = "docker"

INNER = 1
"""The mark of a first packet that comes out of a bridge of its own host."""


def open_doors(
    lab: Lab,
    host: Machine,
    nets: Sequence[Net],
    inner: Sequence[Machine],
    called: Mapping[str, str],
) -> None:
    """Let packets through a host: those of its bridges, and those to ports that lead into them.

    called: the device of each network, by its name.
    """
    bridges = [each for each in nets if each.is_bridge]
    inside = ("ip", "netns", "exec", lab.space(host.name))
    # else a packet that comes back to its own bridge is not routed, where the kernel filters those
    settings = ["net.bridge.bridge-nf-call-iptables=0", "net.ipv4.ip_forward=1"]
    settings += [f"net.ipv4.conf.{called[each.name]}.route_localnet=1" for each in bridges]
    call(*inside, "sysctl", "-q", "-e", "-w", *settings)
    call(*inside, "nft", "\n".join(_rules(bridges, inner, called)))


def _rules(
    bridges: Sequence[Net], inner: Sequence[Machine], called: Mapping[str, str]
) -> Iterator[str]:
    every = "{ " + ", ".join(f'"{called[each.name]}"' for each in bridges) + " }"
    yield f"table ip {TABLE} {{"
    yield "chain doors {"
    for machine in inner:
        for port, own in machine.doors:
            yield f"tcp dport {port} dnat to {machine.exit}:{own}"
    yield "}"
    yield "chain before { type nat hook prerouting priority -100;"
    yield f"iifname {every} meta mark set {INNER}"
    yield "fib daddr type local jump doors"
    yield "}"
    yield "chain own { type nat hook output priority -100;"
    yield "fib daddr type local jump doors"
    yield "}"
    yield "chain after { type nat hook postrouting priority 100;"
    for each in bridges:
        yield f'ip saddr {each.subnet} oifname != "{called[each.name]}" masquerade'
    yield f"ip saddr 127.0.0.0/8 oifname {every} masquerade"
    yield f"meta mark {INNER} ct status dnat masquerade"
    yield "}"
    yield "chain through { type filter hook forward priority 0;"
    yield "ct state established,related accept"
    yield "ct status dnat accept"
    yield f"oifname {every} drop"
    yield "}"
    yield "}"
