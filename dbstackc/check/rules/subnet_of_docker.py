"""A network's subnet is one that Docker takes for itself.

172.17.0.0/16 is the default bridge's. The next one, 172.18.0.0/16, is what `docker_gwbridge` takes
on a host that joins a swarm: a network over it is then refused there, and tasks are rejected for
ever, "Pool overlaps", while the deployment reports success. An `engine` gives Docker a pool of its
own, out of which it takes both. 10.0.0.0/24 is the ingress network of a Swarm that was made without
a pool; `deploy swarm` makes one with a pool.

Source: moby v28, libnetwork/ipamutils (default pools, from 172.17.0.0/16 on), daemon/network.go
(docker_gwbridge); seen with Docker 20.10 in Swarm mode.
"""

from collections.abc import Iterator

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.segment import hosts_of, members, subnet
from dbstackc.model.thing import Network
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow from env
host vm1 at 10.0.0.1
host vm2 at 10.0.0.2
network inner { driver bridge; subnet 172.17.8.0/24 }
replication a {
  source a1 on vm1; replicas a2 on vm2; network inner
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""

GOOD = """
secret root, app, follow from env
host vm1 at 10.0.0.1
host vm2 at 10.0.0.2
network inner { driver bridge; subnet 172.28.8.0/24 }
replication a {
  source a1 on vm1; replicas a2 on vm2; network inner
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""

DEFAULT = "172.17.0.0/16"
GATEWAY = "172.18.0.0/16"
INGRESS = "10.0.0.0/24"
"""Of a Swarm that somebody else made: one that `deploy swarm` makes has a pool of its own."""


def check(topology: Topology, report: Report) -> None:
    """Report each used network over a range of Docker's own, where nothing gives it another."""
    for network in topology.networks:
        if network.subnet is None or not members(topology)[network.name]:
            continue
        within = subnet(network.subnet)
        for text, owner in _own(topology, network):
            if within.version == 4 and within.overlaps(subnet(text)):
                report(
                    f"`{network.name}` lies in {text}, which Docker takes for {owner}",
                    at=network.origin("subnet"),
                    note="Docker refuses the one that comes second: this network, or in Swarm mode"
                    " every task",
                    help="choose a subnet beyond, such as 10.20.0.0/16",
                )


def _own(topology: Topology, network: Network) -> Iterator[tuple[str, str]]:
    """Yield what Docker takes for itself on the hosts of a network, and for what."""
    deployed = any(each.engine == "swarm" for each in topology.deployments)
    swarm = deployed or any(each.driver == "overlay" for each in topology.networks)
    if not all(host.name in topology.engine_of for host in hosts_of(topology, network)):
        yield DEFAULT, "its default bridge"
        if swarm:
            yield GATEWAY, "docker_gwbridge"
    if network.driver == "overlay" and not deployed:
        yield INGRESS, "its ingress network"
