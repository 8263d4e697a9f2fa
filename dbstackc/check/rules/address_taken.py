"""Two things have one address.

Docker refuses the second container of a network; on a LAN both answer, now one and now the other.
The first address of a subnet is the gateway's where no gateway is named. Two hosts of one address
are one machine, so what was to stand apart stands together.

Source: moby v28, libnetwork/ipam (Address already in use; the gateway takes the first address); RFC
5227, 1 (address conflicts).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.check.segment import segments, subnet
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network inner { driver macvlan; parent eth0; subnet 10.20.0.0/24 }
pxc a {
  nodes a[1..3] on vm[1..3] at 10.20.0.5, 10.20.0.6, 10.20.0.5; network inner
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network inner { driver macvlan; parent eth0; subnet 10.20.0.0/24 }
pxc a {
  nodes a[1..3] on vm[1..3] at 10.20.0.5, 10.20.0.6, 10.20.0.7; network inner
  root secret.root; sst secret.sst; user app with secret.app
}
"""

Owner = tuple[str, Span]


def check(topology: Topology, report: Report) -> None:
    """Report each address that is given a second time: on the LAN, and in each network."""
    lan: dict[str, Owner] = {}
    for host in topology.hosts:
        at = host.origin("address")
        first = lan.setdefault(host.address, (f"host `{host.name}`", at))
        if first[0] != f"host `{host.name}`":
            _report(report, host.address, f"host `{host.name}`", at, first, Level.WARNING)
    told: set[tuple[Span, Span]] = set()
    for vip in topology.vips:
        if not any(holder.inside for holder in vip.holders):
            _claim(report, lan, vip.address, f"vip `{vip.name}`", vip.origin("address"), told)
    for network, things in segments(topology):
        taken: dict[str, Owner] = {}
        gateway = network.gateway or _first(network.subnet)
        if gateway:
            field = "gateway" if network.gateway else "subnet"
            taken[gateway] = (f"the gateway of `{network.name}`", network.origin(field))
        for thing in things:
            if thing.address:
                at = thing.origin("address")
                _claim(report, taken, thing.address, f"`{thing.name}`", at, told)
        names = {thing.name for thing in things}
        for vip in topology.vips:
            if any(holder.inside and holder.name in names for holder in vip.holders):
                at = vip.origin("address")
                _claim(report, taken, vip.address, f"vip `{vip.name}`", at, told)


def _claim(
    report: Report,
    taken: dict[str, Owner],
    address: str,
    who: str,
    at: Span,
    told: set[tuple[Span, Span]],
) -> None:
    first = taken.setdefault(address, (who, at))
    if first[0] != who and (first[1], at) not in told:
        told.add((first[1], at))
        _report(report, address, who, at, first, LEVEL)


def _report(report: Report, address: str, who: str, at: Span, first: Owner, level: Level) -> None:
    report(
        f"{address} is {first[0]} and {who}",
        at=at,
        says=f"{who} has it too",
        beside=[(first[1], f"{first[0]} has it")] if first[1] != at else (),
        note="two hosts of one address are one machine, which fails as one"
        if level == Level.WARNING
        else "the second one is refused, or both answer by turns",
        help="give each an address of its own",
        level=level,
    )


def _first(text: str | None) -> str | None:
    return str(next(subnet(text).hosts())) if text else None
