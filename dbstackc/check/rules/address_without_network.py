"""A fixed address is given to something that runs in its host's own network.

There it has the host's address. The one that was written is in no file: whoever connects to it
finds nobody.

Source: Docker documentation, "Host network driver" (the container has no address of its own).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3] at 10.20.0.[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network lan { driver macvlan; parent eth0; subnet 10.20.0.0/24; gateway 10.20.0.254 }
pxc a {
  nodes a[1..3] on vm[1..3] at 10.20.0.[1..3]; network lan
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each fixed address that nothing uses, once a statement."""
    told: set[Span] = set()
    for cluster in topology.clusters:
        if cluster.nodes[0].network is not None:
            continue
        for thing in cluster.nodes:
            if thing.address is not None:
                told.add(thing.origin("address"))
    for other in topology.beside:
        if other.network is None and other.address is not None:
            told.add(other.origin("address"))
    for at in sorted(told, key=lambda span: (span.source.name, span.start)):
        report(
            f"{at.text} is an address in no network",
            at=at,
            note="what names no Docker network has its host's address, and no other",
            help="leave it out, or name the network",
        )
