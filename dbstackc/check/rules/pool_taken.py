"""Docker may give a network addresses that are somebody else's here.

A network that says no subnet gets the next part of a pool. The host then sends what goes to those
addresses into a bridge of its own: what lies there is not reached from it any more.

Source: moby v20.10, libnetwork/ipamutils (default address pools); moby/moby#21776.
"""

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.thing import Thing
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { pool 10.0.0.0/16 }
"""

GOOD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { pool 10.1.0.0/16 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each pool that was written and holds an address, or a subnet, of the topology."""
    for owner, pool in _written(topology):
        found = _inside(topology, pool)
        if found is None:
            continue
        thing, what, field = found
        report(
            f"`{owner.name}` may give away {what}",
            at=owner.origin("pool"),
            says=f"{pool} holds it",
            beside=[(thing.origin(field), f"`{thing.name}`")],
            note="what is sent there would go into a network of Docker's, and stay there",
            help="choose a pool that nothing here uses, or leave it out: one is found",
        )


def _written(topology: Topology) -> Iterator[tuple[Thing, str]]:
    """Yield the pools of engines and Swarms that somebody wrote."""
    for engine in topology.engines:
        if "pool" in engine.origins and engine.origins["pool"].how != "derived":
            yield from ((engine, pool) for pool in engine.pools)
    for deployment in topology.deployments:
        if deployment.pool and deployment.origins["pool"].how != "derived":
            yield deployment, deployment.pool


def _inside(topology: Topology, pool: str) -> tuple[Thing, str, str] | None:
    """Return the first thing whose addresses lie in a pool, what they are, and its field."""
    within = ip_network(pool)
    addressed: list[tuple[Thing, str]] = [(each, each.address) for each in topology.hosts]
    addressed += [(each, each.address) for each in topology.vips]
    addressed += [(each, each.address) for each in topology.externals]
    for thing, text in addressed:
        if ip_address(text) in within:
            return thing, text, "address"
    for network in topology.networks:
        theirs = ip_network(network.subnet) if network.subnet else None
        if theirs and theirs.version == within.version and within.overlaps(theirs):
            return network, str(theirs), "subnet"
    return None
