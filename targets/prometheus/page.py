"""The page that somebody opens who was called."""

from collections.abc import Sequence

from dbstackc.base.text import listed
from dbstackc.emit.trace import Lines
from dbstackc.model.topology import Topology

from .alerts import Alert


def page(topology: Topology, found: Sequence[Alert]) -> Lines:
    """Return ALERTS.md: each kind of alert that the stack has, what it means and what to do."""
    lines = Lines()
    lines.add(
        f"# Alerts of {topology.name}\n\n"
        "What Prometheus calls for, what it means, and what to do. `./status.sh` shows the whole"
        " stack;\n`README.md` has the procedures.",
        topology.watches[0].span,
    )
    for kind in dict.fromkeys(alert.kind for alert in found):
        lines.add(f"\n## {kind.name}\n\n{kind.means}\n\n{kind.do}")
    hidden = [vip for vip in topology.vips if any(holder.inside for holder in vip.holders)]
    if hidden:
        lines.add(
            "\n## What nobody counts\n\n"
            f"Who holds {listed([vip.name for vip in hidden])}: containers do, each in a network of"
            " its own machine, whose\naddresses no exporter of a machine sees."
            " `docker exec BALANCER ip address` on that machine tells.",
            hidden[0].span,
        )
    return lines
