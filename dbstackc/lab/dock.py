"""A laboratory on a Docker engine: what is laid there before the bundle's scripts run.

Each machine is the network of a container that does nothing, and the wire between machines is ours,
as it is without Docker. What Compose starts lives in those networks.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from dbstackc.base.record import replace
from dbstackc.emit.service.build import services
from dbstackc.lab.daemon import LABEL, Daemon
from dbstackc.lab.image import make, mounted, starts_of, stood_in, tag
from dbstackc.lab.machine import CLIENTS, Machine
from dbstackc.lab.need import LabError, require_programs
from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab
from dbstackc.model.topology import Topology

HOLDER = "holder"
"""The role of what holds a machine's network."""

TOKEN = "DBSTACKC_LAB"
"""A variable of each holder, by which its process is known again on this machine."""


def held(name: str) -> str:
    """Return what a machine's holder is called, without the mark: no service begins so."""
    return f".{name}"


def lay_down(
    topology: Topology, lab: Lab, made: Plan, daemon: Daemon, say: Callable[[str], None]
) -> dict[str, int]:
    """Give an engine the images it lacks and the machines, and write what Compose is told.

    Return the process of each machine, whose network it is.
    """
    has = daemon.has({each.recipe.image for each in services(topology)})
    lacks = stood_in(topology, made, has)
    if lacks:
        for name, service in lacks.items():
            if made.container(name).flavour == "mysql":
                raise LabError(
                    f"the engine has no {service.recipe.image}, and MariaDB has not all its words",
                    "pull it, or name no MySQL by MYSQL_ROOT: then MariaDB's image is written for",
                )
        images = sorted({each.recipe.image for each in lacks.values()})
        require_programs(f"the engine has no {images[0]}, and")
        say(f"this machine's engines stand in for images: {', '.join(images)}")
    tags: dict[str, str] = {}
    for name, service in lacks.items():
        image = tag(lab, service, made.container(name))
        if image not in tags.values():
            container = made.container(name)
            make(daemon, lab, image, container, starts_of(service, container))
        tags[name] = image
    _write_overrides(lab, made, tags)
    image = f"{lab.mark}{HOLDER}:lab"
    make(daemon, lab, image, replace(made.containers[0], role=HOLDER, flavour="", uid=0))
    return {
        each.name: _hold(lab, made, daemon, each, image)
        for each in made.machines
        if each.name != CLIENTS
    }


def override(lab: Lab, made: Plan, host: str, tags: Mapping[str, str]) -> dict[str, object]:
    """Return what Compose is told beside a host's compose.yml: addresses, names and images.

    tags: the images that stand in, by the name of the container.
    """
    found: dict[str, object] = {}
    volumes: dict[str, object] = {}
    for each in made.containers:
        if each.host != host:
            continue
        said: dict[str, object] = {
            "container_name": f"{lab.mark}{each.name}",
            "network_mode": f"container:{lab.mark}{held(each.machine)}",
            "labels": {LABEL: lab.mark},
        }
        if each.name in tags:
            said |= {"image": tags[each.name], "volumes": mounted(), "tmpfs": ["/usr/local"]}
        found[each.name] = said
        for name, _ in each.volumes:
            volumes[name] = {"name": f"{lab.mark}{name}", "labels": {LABEL: lab.mark}}
    return {"services": found, "volumes": volumes} if volumes else {"services": found}


def _write_overrides(lab: Lab, made: Plan, tags: Mapping[str, str]) -> None:
    folder = lab.folder / "compose"
    folder.mkdir(exist_ok=True)
    for host in dict.fromkeys(each.host for each in made.containers):
        # JSON, which YAML is a kind of
        text = json.dumps(override(lab, made, host, tags), indent=1)
        (folder / f"{host}.json").write_text(text, encoding="utf-8")


def _hold(lab: Lab, made: Plan, daemon: Daemon, machine: Machine, image: str) -> int:
    """Start what holds a machine's network, and return its process.

    Raises LabError where the engine's processes are none of this machine.
    """
    known = dict(machine.names)
    for each in made.containers:
        if each.machine == machine.name:
            known = {**each.names, **known}
            known.setdefault(each.name, machine.bare)
    name = f"{lab.mark}{held(machine.name)}"
    daemon.ask(
        *("run", "-d", "--name", name, "--hostname", machine.name, "--network", "none"),
        *("--label", f"{LABEL}={lab.mark}", "-e", f"{TOKEN}={lab.mark}", "--tmpfs", "/usr/local"),
        *(word for each, address in known.items() for word in ("--add-host", f"{each}:{address}")),
        *(word for each in mounted() for word in ("-v", each)),
        *(image, "sleep", "infinity"),
    )
    pid = daemon.ask("inspect", "-f", "{{.State.Pid}}", name)
    try:
        told = Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        told = b""
    if f"{TOKEN}={lab.mark}".encode() not in told:
        raise LabError(
            f"the engine at {daemon.host} runs its containers elsewhere",
            "a laboratory needs one whose processes are this machine's, and no Docker Desktop",
        )
    return int(pid)
