"""What panels ask of the hosts: operators see them, and they come to their agents."""

from dbstackc.model.flow.need import ADMIN, Needs, source_of
from dbstackc.model.panel import AGENT, INSIDE


def panels(needs: Needs) -> None:
    """Take who sees each panel, and that it comes to its agents; in a network it meets them."""
    for panel in needs.topology.panels:
        if panel.seen == "admin" and panel.port is not None:
            at = panel.origin("port")
            inner = INSIDE[panel.kind]
            needs.add(panel.host, "tcp", panel.port, [ADMIN], f"{panel.name}: panel", at, inner)
        for agent in panel.agents:
            if agent.port is not None:
                what, at = f"{agent.name}: the panel", agent.origin("port")
                needs.add(agent.host, "tcp", agent.port, [source_of(panel)], what, at, AGENT)
