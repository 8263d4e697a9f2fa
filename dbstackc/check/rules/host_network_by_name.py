"""A network is declared with the driver `host`.

Docker has one host network on each machine and makes no other: "only one instance of 'host' network
is allowed". What names no network, or `network host`, runs in it.

Source: moby v28, libnetwork/controller.go, NewNetwork (host and null are made once).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network lan { driver host }
pxc a {
  nodes a[1..3] on vm[1..3]; network lan
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; network host
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each network that would be a second host network."""
    for network in topology.networks:
        if network.driver == "host":
            report(
                f"`{network.name}` would be a second host network",
                at=network.origin("driver"),
                note="Docker has made the one that there can be, and refuses another",
                help="drop it, and write `network host` or nothing where it is named",
            )
