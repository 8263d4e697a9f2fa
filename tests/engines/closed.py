"""Machines behind the firewalls of a stack, and who must get through to whom."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext

from dbstackc.emit.document import Artifact
from tests.artifacts import artifacts, topology
from tests.engines.knock import listening
from tests.engines.need import need
from tests.engines.segment import Machine, machines

STACK = """
secret root, sst, follow, app, admin, stats, vrrp from env
host vm[1..3] at 10.77.0.[1..3] on eth0
network inside { driver bridge; subnet 172.30.9.0/24 }
defaults cluster { root secret.root; user app with secret.app }
pxc g { nodes g[1..3] on vm[1..3]:9001; sst secret.sst }
replication r { source r1 on vm1:9003; replicas r2 on vm2:9003; follow as f with secret.follow }
replication alone { nodes 1 on vm3 from 9004; follow as f with secret.follow }
schema shop on g, r
mycat m on vm1 { user admin with secret.admin for shop }
haproxy h[1..2] on vm[2..3] {
  stats "/s" on 8888 for admin with secret.stats
  listen sql on 3306 to m
}
haproxy here at 172.30.9.2 in inside on vm1 { publish 3500 -> 3306; listen sql on 3306 to m }
vip db at 10.77.0.100/24 to h[1..2] { auth secret.vrrp }
firewall lan { admin 10.77.0.8/32; clients 10.77.0.9/32%s }
"""

VM1, VM2, VM3, ADMIN, CLIENT, STRANGER = (f"10.77.0.{last}" for last in (1, 2, 3, 8, 9, 10))

LISTENED = {
    VM1: (22, 2375, 8066, 9001, 9003, 9066, 19001, 20001, 21001),
    VM2: (22, 2375, 3306, 8888, 9001, 9003, 19001, 20001, 21001),
    VM3: (22, 2375, 3306, 8888, 9001, 9004, 19001, 20001, 21001),
}
"""Ports that something listens on, whether or not the stack needs them to be reached."""

DOORS = [(host, port) for host, ports in LISTENED.items() for port in ports] + [(VM1, 3500)]

GROUP = (19001, 20001, 21001)

NEEDED: dict[str, set[tuple[str, int]]] = {
    VM1: {
        *((host, port) for host in (VM2, VM3) for port in (*GROUP, 9001)),
        (VM2, 9003),
    },
    VM2: {
        *((host, port) for host in (VM1, VM3) for port in GROUP),
        (VM1, 8066),
        (VM1, 9003),
    },
    VM3: {*((host, port) for host in (VM1, VM2) for port in GROUP), (VM1, 8066)},
    ADMIN: {*((host, 22) for host in (VM1, VM2, VM3)), (VM1, 9066), (VM2, 8888), (VM3, 8888)},
    CLIENT: {(VM2, 3306), (VM3, 3306), (VM3, 9004), (VM1, 3500)},
    STRANGER: set(),
}
"""Who must get where, as a person says: members to members, the router to nodes, the replica to
its source, balancers to the router, operators to ssh, status and console, applications to doors."""


Close = Callable[[Machine, Mapping[str, str]], AbstractContextManager[None]]
"""Closes a machine by the files of its folder `firewall`, as long as it is entered."""


def by_nft(machine: Machine, files: Mapping[str, str]) -> AbstractContextManager[None]:
    """Close a machine by the kernel's own rules."""
    load = 'printf %s "$1" | /usr/sbin/nft -f -'
    machine.run("sh", "-c", load, "-", files["dbstackc.nft"])
    return nullcontext()


@contextmanager
def closed(
    spoiled: str = "", engine: str = "nftables", close: Close = by_nft
) -> Iterator[dict[str, Machine]]:
    """Yield six machines by address, three of them closed, with a published container on the first.

    spoiled: what is said further in the firewall. engine: whose words its rules are in.
    """
    need("nft")
    if os.geteuid():
        need("root")
    text = (STACK % spoiled).replace("firewall lan", f"firewall lan by {engine}")
    made = artifacts(topology(text), "firewall")
    with ExitStack() as stack:
        names = [VM1, VM2, VM3, ADMIN, CLIENT, STRANGER]
        found = dict(
            zip(names, stack.enter_context(machines([f"{a}/24" for a in names])), strict=True)
        )
        (box,) = stack.enter_context(machines(["172.30.8.2/24"]))
        publish(found[VM1], box)
        stack.enter_context(listening(box, [3306]))
        for number, (address, ports) in enumerate(LISTENED.items(), 1):
            stack.enter_context(listening(found[address], ports))
            stack.enter_context(close(found[address], _files(made, f"hosts/vm{number}/firewall/")))
        yield found


def _files(made: Mapping[str, Artifact], folder: str) -> dict[str, str]:
    return {
        path.removeprefix(folder): each.text
        for path, each in made.items()
        if path.startswith(folder)
    }


def publish(host: Machine, box: Machine) -> None:
    """Do as Docker does for a published port: a bridge, a rewritten address, a road back."""
    host.run("ip", "link", "add", "br-1", "type", "bridge")
    host.run("ip", "address", "add", "172.30.9.1/24", "dev", "br-1")
    host.run("ip", "link", "set", "br-1", "up")
    peer = ("peer", "name", "eth1", "netns", str(box.pid))
    host.run("ip", "link", "add", "veth1", "type", "veth", *peer)
    host.run("ip", "link", "set", "veth1", "master", "br-1", "up")
    box.run("ip", "address", "add", "172.30.9.2/24", "dev", "eth1")
    box.run("ip", "link", "set", "eth1", "up")
    box.run("ip", "route", "add", "default", "via", "172.30.9.1")
    host.run("sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward")
    rewrite(host)


def rewrite(host: Machine) -> None:
    """Rewrite the address of a published port; Docker does so again when firewalld was reloaded."""
    rule = "tcp dport 3500 dnat to 172.30.9.2:3306"
    chain = "type nat hook prerouting priority dstnat;"
    text = f"table ip nat {{ chain published {{ {chain} {rule}; }}; }}"
    host.run("sh", "-c", f"echo '{text}' | /usr/sbin/nft -f -")
