"""Topology to the scripts of its bundle and their tables."""

from collections.abc import Iterator
from pathlib import Path

from dbstackc.emit.document import Document, shipped
from dbstackc.emit.service.build import services
from dbstackc.emit.service.contract import ENGINES
from dbstackc.emit.trace import Lines
from dbstackc.model.topology import Topology

from .runbook import runbook
from .swarm import swarm_tables

SHELL = Path(__file__).resolve().parent / "shell"
"""The scripts as they are shipped: they hold no name of a topology, and read tables that do."""

PARTS = ("on", "nodes")
"""What the other scripts read."""

FOLLOW = "60-follow"
"""A step that a Swarm takes too."""

STEPS = ("10-copy", "20-networks", "30-fill", "40-born", "50-start", FOLLOW, "70-front")

CLOSE = "80-close"
"""The last step, where hosts have a firewall: who is shut out meets a stack that stands."""

WHOLE = {
    "up": "brings the stack up",
    "down": "stops the stack",
    "status": "says what serves",
    "recover": "brings a Galera cluster back",
}


def lower(topology: Topology) -> Iterator[Document]:
    """Yield the runbook, the tables, and the scripts that go through them."""
    yield runbook(topology)
    engines = {deployment.engine for deployment in topology.deployments} or {"compose"}
    yield from _tables(topology)
    for name in PARTS:
        yield shipped(
            SHELL / f"{name}.sh", f"steps/{name}.sh", "part of the other scripts", mode=0o644
        )
    for name in STEPS:
        if "compose" in engines or name == FOLLOW:
            yield shipped(SHELL / f"{name}.sh", f"steps/{name}.sh", "one step of up.sh")
    if topology.firewalls:
        yield shipped(SHELL / f"{CLOSE}.sh", f"steps/{CLOSE}.sh", "closes the hosts")
    for name, what in WHOLE.items():
        if "compose" in engines or name == "status":
            yield shipped(SHELL / f"{name}.sh", f"{name}.sh", what)
    if "swarm" in engines:
        yield shipped(SHELL / "swarm.sh", "swarm/init.sh", "makes the swarm and starts the stack")
        yield shipped(SHELL / "leave.sh", "swarm/leave.sh", "takes a host out of the swarm")
        yield from swarm_tables(topology)


def _tables(topology: Topology) -> Iterator[Document]:
    """Yield what the scripts read: fields apart by tabs, in the order of the topology."""
    name = Lines()
    name.add(topology.name)
    yield Document(path="steps/name.txt", lines=name, title="the stack's name")
    hosts = Lines()
    hosts.add("# host, address")
    for host in topology.hosts:
        hosts.add(f"{host.name}\t{host.address}", host.span)
    yield Document(path="steps/hosts.txt", lines=hosts, title="the hosts")
    yield _networks(topology)
    containers = Lines()
    containers.add("# role, host, container")
    for service in services(topology):
        row = f"{service.recipe.role}\t{service.host.name}\t{service.name}"
        containers.add(row, service.thing.span)
    yield Document(path="steps/services.txt", lines=containers, title="the containers")
    yield _nodes(topology)
    if topology.firewalls:
        yield _firewalls(topology)


def _networks(topology: Topology) -> Document:
    """Return the networks that no Compose file can make alone: those that span hosts."""
    lines = Lines()
    lines.add("# host, network, options")
    first = next((m for each in topology.deployments for m in each.managers), None)
    for network in topology.networks:
        if network.driver != "overlay" or not topology.hosts:
            continue
        words = ["--driver overlay"]
        if network.attachable:
            words.append("--attachable")
        if network.encrypted:
            words.append("--opt encrypted")
        for word, value in (
            ("--subnet", network.subnet),
            ("--ip-range", network.pool),
            ("--gateway", network.gateway),
        ):
            if value:
                words.append(f"{word} {value}")
        host = first or topology.hosts[0]
        lines.add(f"{host.name}\t{network.name}\t{' '.join(words)}", network.span)
    return Document(path="steps/networks.txt", lines=lines, title="the networks that span hosts")


def _firewalls(topology: Topology) -> Document:
    lines = Lines()
    lines.add("# host, what reads its rules")
    for firewall in topology.firewalls:
        for host in firewall.hosts:
            lines.add(f"{host.name}\t{firewall.engine}", firewall.span)
    return Document(path="steps/firewalls.txt", lines=lines, title="the hosts that are closed")


def _nodes(topology: Topology) -> Document:
    lines = Lines()
    lines.add("# cluster, kind, node, role, host, port, client, account of checks, server, root")
    for cluster in topology.clusters:
        engine = ENGINES[cluster.flavour]
        root = cluster.root.name if cluster.root else "-"
        tail = f"{engine.client}\t{cluster.check_user}\t{engine.server}\t{root}"
        for node in cluster.nodes:
            place = f"{node.role}\t{node.host.name}\t{node.listen}"
            lines.add(f"{cluster.name}\t{cluster.kind}\t{node.name}\t{place}\t{tail}", node.span)
    return Document(path="steps/nodes.txt", lines=lines, title="the nodes of clusters")
