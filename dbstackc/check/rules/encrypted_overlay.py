"""An overlay is encrypted, which firewalls must let through.

Its packets are IP protocol 50 (ESP), which is no port: where it is not let through between the
hosts, containers see each other's names and never get an answer. Where a kernel has no ESP it is
the same: Docker makes the network, starts what is in it, and tells its own log alone. Every packet
costs time as well.

Source: Docker documentation, "Overlay network driver" (ESP; encryption has a performance penalty);
seen with three engines of Docker 20.10 on a kernel without XFRM ("function not implemented").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4]
network db { driver overlay; encrypted yes }
deploy swarm { managers vm1, vm2, vm3 }
pxc a {
  network db
  nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app
}
haproxy h on vm4 { listen write on 3306 to a }
"""

GOOD = """
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4]
network db { driver overlay; encrypted no }
deploy swarm { managers vm1, vm2, vm3 }
pxc a {
  network db
  nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app
}
haproxy h on vm4 { listen write on 3306 to a }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each encrypted overlay."""
    for network in topology.networks:
        if network.encrypted and network.driver == "overlay":
            report(
                f"the hosts of `{network.name}` need IP protocol 50 between them",
                at=network.origin("encrypted"),
                note="it is no port: a firewall that lets 4789/udp through may still drop it",
                help="open ESP between the hosts; or leave `encrypted` out on a trusted LAN",
            )
