"""A fixed address lies where Docker hands out addresses by itself.

Whoever starts first has it. After a reboot a container without a fixed address may come first, take
this one, and its owner does not start: "Address already in use".

Source: moby/moby#49781; Docker documentation, "docker network create", --ip-range, --aux-address.
"""

from ipaddress import ip_address

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.segment import segments, subnet
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
host vm1 at 10.0.0.1
network inner { driver bridge; subnet 10.20.0.0/24 }
external legacy at 10.9.0.1:3306
haproxy h1 at 10.20.0.7 in inner on vm1 { publish 3306 -> 3306; listen sql on 3306 to legacy }
haproxy h2 in inner on vm1 { publish 3307 -> 3306; listen sql on 3306 to legacy }
"""

GOOD = """
host vm1 at 10.0.0.1
network inner { driver bridge; subnet 10.20.0.0/24; pool 10.20.0.128/25 }
external legacy at 10.9.0.1:3306
haproxy h1 at 10.20.0.7 in inner on vm1 { publish 3306 -> 3306; listen sql on 3306 to legacy }
haproxy h2 in inner on vm1 { publish 3307 -> 3306; listen sql on 3306 to legacy }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each network in which a fixed address may be given to somebody else."""
    told: set[str] = set()
    for network, things in segments(topology):
        text = network.pool or network.subnet
        loose = next((thing for thing in things if thing.address is None), None)
        if text is None or loose is None or network.name in told:
            continue
        pool = subnet(text)
        fixed = (each for each in things if each.address and ip_address(each.address) in pool)
        thing = next(fixed, None)
        if thing is not None:
            told.add(network.name)
            report(
                f"{thing.address} of `{thing.name}` may be given to `{loose.name}`",
                at=thing.origin("address"),
                beside=[
                    (network.origin("pool" if network.pool else "subnet"), "addresses to give out"),
                    (loose.span, f"`{loose.name}` takes whichever is free"),
                ],
                note="whoever starts first has it, and after a reboot that is chance",
                help="give the network a `pool` that holds no fixed address",
            )
