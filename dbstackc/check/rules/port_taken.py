"""Two things listen on one port of one host.

A host can give a port away once. Docker refuses to start the second container, and does so on the
day of the deployment, on one machine of four.

Source: Docker documentation, "Published ports".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.ports import Opening, opener, openings, spots
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
defaults replication { root secret.root; user app with secret.app; follow as f with secret.follow }
replication a { source a1 on vm1:9003; replicas a[2..3] on vm[2..3]:9003 }
replication b { source b1 on vm3:9004; replicas b[2..3] on vm[1..2]:9003 }
"""

GOOD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
defaults replication { root secret.root; user app with secret.app; follow as f with secret.follow }
replication a { source a1 on vm1:9003; replicas a[2..3] on vm[2..3]:9003 }
replication b { source b1 on vm3:9004; replicas b[2..3] on vm[1..2]:9004 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each port of a host that is asked for a second time, once for two statements."""
    every = spots(topology)
    if len(set(every)) == len(every):
        return
    taken: dict[tuple[str, int], Opening] = {}
    told: set[tuple[Span, Span]] = set()
    for opening in openings(topology):
        host, port, thing, what, at = opening
        first = taken.setdefault((host.address, port), opening)
        if first is opening or (first[4], at) in told:
            continue
        told.add((first[4], at))
        report(
            f"port {port} of {host.address} is taken twice",
            at=at,
            says=f"{opener(thing, what)} asks for it too",
            beside=[(first[4], f"{opener(first[2], first[3])} has it")] if first[4] != at else (),
            note="a host gives a port away once; the second process would not start",
            help="choose another port for one of them",
        )
