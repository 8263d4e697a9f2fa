"""What hosts ask of each other and operators of them: ssh, images, a Swarm's own packets."""

from dbstackc.model.flow.need import ADMIN, Needs
from dbstackc.model.thing import Host, Network
from dbstackc.model.topology import Topology


def operators(needs: Needs) -> None:
    """Take that operators log in."""
    for firewall in needs.topology.firewalls:
        for host in firewall.hosts:
            at = firewall.origin("ssh")
            needs.add(host, "tcp", firewall.ssh, [ADMIN], "ssh", at)


def images(needs: Needs) -> None:
    """Take what hosts pull from the registry; its container listens at 5000."""
    if hub := needs.topology.registry:
        hosts = [host.address for host in needs.topology.hosts]
        needs.add(hub.host, "tcp", hub.port, hosts, f"{hub.name}: images", hub.span, 5000)


def swarm(needs: Needs) -> None:
    """Take what the hosts of a Swarm say to each other.

    Source: docker docs, "Getting started with swarm mode" (open protocols and ports), "Encrypt
    traffic on an overlay network" (IPSec ESP).
    """
    if not is_swarm(needs.topology):
        return
    overlays = [each for each in needs.topology.networks if each.driver == "overlay"]
    addresses = [host.address for host in needs.topology.hosts]
    managers = heads(needs.topology)
    carried = any(each.engine == "swarm" for each in needs.topology.deployments)
    for host in needs.topology.hosts:
        span = host.span
        if host in managers:
            needs.add(host, "tcp", 2377, addresses, "Swarm: its managers", span)
        if carried:
            ssh = needs.ssh.get(host.name, 22)
            needs.add(host, "tcp", ssh, [managers[0].address], "ssh", span)
        for protocol in ("tcp", "udp"):
            needs.add(host, protocol, 7946, addresses, "Swarm: gossip", span)
        _overlays(needs, host, overlays, addresses)


def _overlays(needs: Needs, host: Host, networks: list[Network], addresses: list[str]) -> None:
    for network in networks:
        what = f"{network.name}: packets of containers"
        needs.add(host, "udp", 4789, addresses, what, network.span)
        if network.encrypted:
            at = network.origin("encrypted")
            needs.add(host, "esp", 0, addresses, f"{network.name}: encrypted", at)


def is_swarm(topology: Topology) -> bool:
    """Return whether the hosts are a Swarm: it carries the stack, or an overlay spans them."""
    carried = any(each.engine == "swarm" for each in topology.deployments)
    return carried or any(network.driver == "overlay" for network in topology.networks)


def heads(topology: Topology) -> tuple[Host, ...]:
    """Return the hosts that manage the Swarm, the one that makes it first."""
    said = [host for each in topology.deployments for host in each.managers]
    return tuple(dict.fromkeys(said)) or topology.hosts[:1]
