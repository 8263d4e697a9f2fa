"""The page that somebody opens who was called."""

from collections.abc import Sequence

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
    return lines
