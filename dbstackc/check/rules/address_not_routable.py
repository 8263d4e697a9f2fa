"""A host of several has an address that other hosts cannot reach.

127.0.0.1 is each machine itself, and 169.254 one link. A node that others are to find there is
found by nobody, or they find themselves.

Source: RFC 1122, 3.2.1.3 (loopback and zero); RFC 3927 (link-local); RFC 5771 (multicast).
"""

from ipaddress import ip_address

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 127.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 128.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each statement of hosts with such an address, where there are several hosts."""
    told: set[Span] = set()
    for host in topology.hosts if len(topology.hosts) > 1 else ():
        address, at = ip_address(host.address), host.origin("address")
        lonely = address.is_loopback or address.is_unspecified or address.is_multicast
        if (lonely or address.is_link_local or host.address == "255.255.255.255") and (
            at not in told
        ):
            told.add(at)
            report(
                f"no other host reaches `{host.name}` at {host.address}",
                at=at,
                note="each machine takes such an address for itself, or for its own link",
                help="give the address that the hosts know each other by",
            )
