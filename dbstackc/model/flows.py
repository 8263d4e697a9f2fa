"""Who talks to whom: the connections that a topology needs, as the host that is asked sees them.

What containers of one host say to each other never arrives at a host's door, and what they say to
each other over an overlay arrives as the overlay's own packets.
"""

from collections.abc import Mapping
from functools import lru_cache

from dbstackc.model.flow import front, looks, machines, panels, rows
from dbstackc.model.flow.need import Flow, Needs
from dbstackc.model.topology import Topology


@lru_cache(maxsize=2)
def flows(topology: Topology) -> Mapping[str, tuple[Flow, ...]]:
    """Return the packets that each host must let in, by its name; every host has an entry."""
    needs = Needs(topology)
    machines.operators(needs)
    machines.images(needs)
    rows.databases(needs)
    rows.routers(needs)
    front.balancers(needs)
    front.services(needs)
    panels.panels(needs)
    front.vips(needs)
    looks.watches(needs)
    machines.swarm(needs)
    return needs.whole()
