"""What a host does by a clock: what lays its units, and where it tells of what it did."""

from pathlib import Path

from dbstackc.emit.document import Document, shipped
from dbstackc.model.thing import Host
from dbstackc.model.topology import Topology

METRICS = "/var/lib/dbstackc/metrics"
"""Files here are told to Prometheus by the exporter of the host."""

INSTALL = Path(__file__).resolve().parent / "shell/install.sh"


def installer(folder: str) -> Document:
    """Return the script that lays the units of a folder where systemd reads them."""
    return shipped(INSTALL, f"{folder}/install.sh", "lays the timers where systemd reads them")


def dated(topology: Topology) -> bool:
    """Return whether the stack has a certificate that ends on a day: its registry's.

    Portainer and its agents make theirs anew, as a Swarm does for its machines; no other part of a
    stack has any.

    Source: portainer/portainer cc75167, api/crypto/tls.go; Docker documentation, "Manage swarm
    security with public key infrastructure".
    """
    return topology.registry is not None and bool(topology.registry.certificate)


def tells(topology: Topology, host: Host) -> bool:
    """Return whether something on a host writes files for its exporter."""
    hub = topology.registry
    if hub is not None and hub.certificate and hub.host is host:
        return True
    return any(each.node.host is host for each in topology.backups)
