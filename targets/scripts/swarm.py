"""What the scripts of a Swarm read: its managers, its addresses, and the labels of its machines."""

from collections.abc import Iterator
from ipaddress import ip_network

from dbstackc.emit.document import Document
from dbstackc.emit.service.build import placements
from dbstackc.emit.trace import Lines
from dbstackc.model.topology import Topology

PART = 24
"""Bits of the network part of an overlay that says no subnet. Source: docker swarm init --help."""


def swarm_tables(topology: Topology) -> Iterator[Document]:
    """Yield the tables: fields apart by tabs, in the order of the topology."""
    swarm = next(each for each in topology.deployments if each.engine == "swarm")
    lines = Lines()
    lines.add("# host: managers of the swarm, the first one makes it")
    for host in dict.fromkeys(swarm.managers or topology.hosts[:1]):
        lines.add(host.name, host.span)
    yield Document(path="steps/managers.txt", lines=lines, title="the swarm's managers")
    lines = Lines()
    lines.add("# pool, length of the prefix of each overlay out of it")
    if swarm.pool:
        length = max(PART, ip_network(swarm.pool).prefixlen)
        lines.add(f"{swarm.pool}\t{length}", swarm.origin("pool"))
    yield Document(path="steps/pools.txt", lines=lines, title="addresses of the swarm's overlays")
    lines = Lines()
    lines.add("# host, label")
    for host, key, value in placements(topology):
        lines.add(f"{host.name}\t{key}={value}", host.span)
    yield Document(path="steps/labels.txt", lines=lines, title="labels of the swarm's machines")
