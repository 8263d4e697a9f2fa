"""A host is declared and nothing stands on it.

Nothing is written for it. It may be what a pool of hosts was to have and has not.

Source: a bundle has a folder for each host on which something runs.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.base.text import listed
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report the hosts that nothing is placed on, once a statement."""
    used = {name for name, nodes in topology.nodes_on.items() if nodes}
    used.update(thing.host.name for thing in topology.beside)
    if topology.registry is not None:
        used.add(topology.registry.host.name)
    used.update(holder.host.name for vip in topology.vips for holder in vip.holders)
    used.update(host.name for each in topology.deployments for host in each.managers)
    idle: dict[Span, list[str]] = {}
    for host in topology.hosts:
        if host.name not in used:
            idle.setdefault(host.span, []).append(host.name)
    for span, names in idle.items():
        report(
            f"nothing stands on {listed([f'`{name}`' for name in names])}",
            at=span,
            note="no folder is written for such a host",
            help="place something on it, or remove it",
        )
