"""What the runbook says of panels: where each is, who sees it, and what is left to do by hand."""

from collections.abc import Iterator

from dbstackc.base.text import bracketed
from dbstackc.model.panel import Panel
from dbstackc.model.topology import Topology


def panel_lines(topology: Topology) -> Iterator[str]:
    """Yield a chapter, or nothing where there is no panel."""
    shown = [each for each in topology.panels if each.kind in ("portainer", "visualizer")]
    if shown:
        yield "\n## Panels"
    for panel in shown:
        yield f"\n{_where(panel)}"
        yield from _portainer(panel) if panel.kind == "portainer" else _visualizer()


def _where(panel: Panel) -> str:
    scheme = "https" if panel.kind == "portainer" else "http"
    if panel.seen == "loopback":
        port = panel.port
        return (
            f"`{panel.name}` is seen from {panel.host.name} alone: `ssh -L {port}:127.0.0.1:{port}"
            f" root@{panel.host.address}`, then {scheme}://127.0.0.1:{port}/."
        )
    return f"`{panel.name}` is at {scheme}://{bracketed(panel.host.address)}:{panel.port}/."


def _portainer(panel: Panel) -> Iterator[str]:
    if panel.password:
        file = f"`secrets/{panel.password.name}`"
        yield f"It makes its certificate itself. Log in as `admin` with {file}"
        yield "of its host, which is read at the first start and never again: a password is changed"
        yield f"on the page. All that it knows lies in the volume `{panel.name}-data`."
    if not panel.agents:
        yield f"It sees {panel.host.name} alone, through the socket of its Docker."
        return
    rest = [each for each in panel.agents if each.host is not panel.host]
    if panel.network is not None or not rest:
        yield "Its agents find each other; it asks any of them for all."
        return
    yield "Each other host is an environment that is added once, as an agent, by its address:\n"
    for agent in rest:
        yield f"- {agent.host.name}: `{bracketed(agent.host.address)}:{agent.port}`"


def _visualizer() -> Iterator[str]:
    yield "It asks nobody who they are, shows the environment of every container to whoever knows"
    yield "the questions, and comes for amd64 alone, without mending since 2023: let nobody but"
    yield "operators in."
