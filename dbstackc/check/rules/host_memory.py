"""What runs on a host may use more memory than it has.

Each container has its limit, and none of them knows of the others. When all use what they may, the
kernel ends the largest process: a database.

Source: Docker documentation, "Resource constraints" (out of memory exceptions); Linux,
Documentation/mm (the OOM killer chooses by size).
"""

from collections.abc import Iterator

from dbstackc.base.diagnostic import Level
from dbstackc.base.quantity import Size
from dbstackc.base.text import counted
from dbstackc.check.rule import Report
from dbstackc.model.thing import Host
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3] { memory 3G }
pxc a {
  nodes a[1..3] on vm[1..3]; memory 4G
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3] { memory 3G }
pxc a {
  nodes a[1..3] on vm[1..3]; memory 2G
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report hosts whose memory is known and does not do, once a statement."""
    limits = {host.name: host.memory for host in topology.hosts if host.memory}
    if not limits:
        return
    used = dict.fromkeys(limits, 0)
    for cluster in topology.clusters:
        for node in cluster.nodes:
            name = node.host.name
            if name in used and node.role != "arbiter":
                used[name] += cluster.memory
    for host, memory in _beside(topology):
        if host.name in used:
            used[host.name] += memory
    told: dict[int, int] = {}
    for host in topology.hosts:
        if used.get(host.name, 0) > limits.get(host.name, 0):
            told[id(host.span)] = told.get(id(host.span), 0) + 1
    for host in topology.hosts:
        limit = limits.get(host.name)
        number = told.pop(id(host.span), 0) if limit and used[host.name] > limit else 0
        if limit and number:
            more = f", and so on {counted(number - 1, 'more host')}" if number > 1 else ""
            report(
                f"{Size(used[host.name])} may be used on {host.name}, which has"
                f" {Size(limit)}{more}",
                at=host.origin("memory"),
                note="when all use what they may, the kernel ends the largest process",
                help="place less on it, or lower `memory` of what stands there",
            )


def _beside(topology: Topology) -> Iterator[tuple[Host, int]]:
    """Yield what each container that is no node may use, and its host."""
    yield from ((each.host, each.memory) for each in (*topology.beside, *topology.exporters))
    yield from ((w.host, w.grafana.memory) for w in topology.watches if w.grafana is not None)
