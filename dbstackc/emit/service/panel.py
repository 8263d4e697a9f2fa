"""The containers of panels, and of their agents."""

from collections.abc import Iterator

from dbstackc.base.text import endpoint
from dbstackc.emit.service.contract import SECRETS
from dbstackc.emit.service.spec import Bind, Recipe, SecretFile, Service, Volume, origins
from dbstackc.model.panel import AGENT, INSIDE, Agent, Panel
from dbstackc.model.topology import Topology

SOCKET = "/var/run/docker.sock"

VOLUMES = "/var/lib/docker/volumes"
"""What an agent shows of volumes. Source: portainer/agent, README.md ("Deployment options")."""

PROGRAMS = {"panel": "/portainer", "agent": "/app/agent"}
"""Source: portainer/portainer cc75167, build/linux/alpine.Dockerfile; portainer/agent cedb4e4,
build/linux/alpine.Dockerfile.
"""


def panel_services(topology: Topology, labels: dict[str, str]) -> Iterator[Service]:
    """Yield the agents of each panel, then the panel, in the order written."""
    for panel in topology.panels:
        if panel.kind == "visualizer":
            yield _visualizer(panel, labels)
        elif panel.kind == "portainer":
            yield from _agents(panel, labels)
            yield _portainer(panel, labels)


def _visualizer(panel: Panel, labels: dict[str, str]) -> Service:
    recipe = Recipe(
        role="panel",
        image=panel.image,
        environment={},
        binds=(Bind(SOCKET, SOCKET),),
        memory=panel.memory,
        labels={**labels, "dbstackc.role": "panel"},
    )
    return _placed(panel, recipe)


def _portainer(panel: Panel, labels: dict[str, str]) -> Service:
    """Return the server; its own page comes encrypted alone.

    Source: portainer/portainer cc75167, api/cli/cli.go (http-disabled, admin-password-file, host,
    tlsskipverify: an agent makes its certificate itself, at each start).
    """
    secrets = [panel.password] if panel.password else []
    secrets += [each.secret for each in panel.agents[:1]]
    if panel.agents:
        command = ["--host", f"tcp://{_door(panel)}", "--tlsskipverify"]
    else:
        command = ["--host", f"unix://{SOCKET}"]
    if panel.password:
        command += ["--admin-password-file", f"{SECRETS}/{panel.password.name}"]
    recipe = Recipe(
        role="panel",
        image=panel.image,
        entrypoint=_knowing(panel.agents[0], "panel") if panel.agents else (),
        command=(*command, "--http-disabled"),
        environment={},
        secrets=tuple(SecretFile(each, 0) for each in dict.fromkeys(secrets)),
        binds=() if panel.agents else (Bind(SOCKET, SOCKET, writes=True),),
        memory=panel.memory,
        labels={**labels, "dbstackc.role": "panel"},
    )
    beside = tuple(each.name for each in panel.agents if each.host is panel.host)
    return _placed(panel, recipe, (Volume(f"{panel.name}-data", "/data"),), beside)


def _agents(panel: Panel, labels: dict[str, str]) -> Iterator[Service]:
    """Yield an agent a host; in an overlay they find each other by one name.

    Source: portainer/agent cedb4e4, cmd/agent/main.go (on a machine of a Swarm it looks the others
    up by AGENT_CLUSTER_ADDR, and ends where that is no name).
    """
    group = f"{panel.name}-agent"
    meets = panel.network is not None and panel.network.driver == "overlay"
    recipe = None
    for agent in panel.agents:
        recipe = recipe or Recipe(
            role="agent",
            image=agent.image,
            entrypoint=_knowing(agent, "agent"),
            environment={"AGENT_CLUSTER_ADDR": group} if meets else {},
            secrets=(SecretFile(agent.secret, 0),),
            binds=(Bind(SOCKET, SOCKET, writes=True), Bind(VOLUMES, VOLUMES, writes=True)),
            memory=agent.memory,
            labels={**labels, "dbstackc.role": "agent"},
        )
        yield Service(
            name=agent.name,
            recipe=recipe,
            thing=agent,
            host=agent.host,
            lines=origins(agent),
            ports=((agent.port, AGENT),) if agent.port else (),
            network=agent.network,
            address=agent.address,
            alias=group if meets else None,
            apart=agent.network is None,
            everywhere=group,
        )


def _placed(
    panel: Panel, recipe: Recipe, volumes: tuple[Volume, ...] = (), after: tuple[str, ...] = ()
) -> Service:
    return Service(
        name=panel.name,
        recipe=recipe,
        thing=panel,
        host=panel.host,
        lines=origins(panel),
        volumes=volumes,
        ports=((panel.port, INSIDE[panel.kind]),) if panel.port else (),
        only_at="127.0.0.1" if panel.seen == "loopback" else "",
        network=panel.network,
        address=panel.address,
        after=after,
        apart=panel.network is None,
    )


def _knowing(agent: Agent, role: str) -> tuple[str, ...]:
    """Return an entrypoint that reads the secret of the agents, which has no file of its own.

    Source: portainer/agent#127 (no AGENT_SECRET_FILE); portainer/portainer cc75167,
    api/cmd/portainer/main.go.
    """
    read = f"AGENT_SECRET=$(cat {SECRETS}/{agent.secret.name})"
    line = f'set -e; {read}; export AGENT_SECRET; exec {PROGRAMS[role]} "$@"'
    return ("sh", "-c", line, role)


def _door(panel: Panel) -> str:
    """Return where the first agent is found: the one beside the panel, if there is one."""
    if panel.network is not None and panel.network.driver == "overlay":
        return f"{panel.name}-agent:{AGENT}"
    near = [each for each in panel.agents if each.host is panel.host]
    if near:
        return f"{near[0].name}:{AGENT}"
    far = panel.agents[0]
    return endpoint(far.host.address, far.listen)
