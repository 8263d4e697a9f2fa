"""A fixed address is given in a network whose subnet Docker chooses.

Docker takes fixed addresses only in networks whose subnet was given: "user specified IP address is
supported only when connecting to networks with user configured subnets".

Source: moby v28, runconfig/errors.go (ErrUnsupportedNetworkNoSubnetAndIP).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.segment import members
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network lan { driver macvlan; parent eth0 }
pxc a {
  nodes a[1..3] on vm1:9001, vm2:9001, vm3:9001 at 10.20.0.[1..3]; network lan
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network lan { driver macvlan; parent eth0; subnet 10.20.0.0/24; gateway 10.20.0.254 }
pxc a {
  nodes a[1..3] on vm1:9001, vm2:9001, vm3:9001 at 10.20.0.[1..3]; network lan
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each network without a subnet in which something has a fixed address."""
    for network in topology.networks:
        if network.subnet is not None:
            continue
        fixed = [thing for thing in members(topology)[network.name] if thing.address]
        if fixed:
            report(
                f"`{network.name}` has no subnet for {fixed[0].address}",
                at=fixed[0].origin("address"),
                beside=[(network.span, "Docker chooses the subnet of this one")],
                note="Docker refuses a fixed address where nobody gave the subnet",
                help="give the network a subnet that holds it, as in `subnet 10.20.0.0/24`",
            )
