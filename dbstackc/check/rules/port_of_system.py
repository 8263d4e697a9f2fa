"""A port lies where the system takes ports for connections that go out.

Linux gives outgoing connections ports from 32768 to 60999. A service that restarts while one of
them has its port does not start: "Address already in use", once in a while, and never when somebody
looks.

Source: Linux, Documentation/networking/ip-sysctl.rst, ip_local_port_range, ip_local_reserved_ports.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.ports import opener, openings, spots
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]:21000
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]:20700
  root secret.root; sst secret.sst; user app with secret.app
}
"""

FIRST, LAST = 32768, 60999


def check(topology: Topology, report: Report) -> None:
    """Report each statement that opens such a port, once."""
    if not any(FIRST <= spot & 0xFFFF <= LAST for spot in spots(topology)):
        return
    told: set[Span] = set()
    for host, port, thing, what, at in openings(topology):
        if FIRST <= port <= LAST and at not in told:
            told.add(at)
            report(
                f"port {port} of {host.name} may be in use when {opener(thing, what)} starts",
                at=at,
                note=f"the system takes ports {FIRST} to {LAST} for connections that go out",
                help=f"begin below {FIRST - 12_000} for a Galera node, below {FIRST} for others,"
                " or reserve it on the hosts (net.ipv4.ip_local_reserved_ports)",
            )
