"""Answer what a bundle's swarm/init.sh asks of Docker: machines that join, labels, and a stack.

The swarm of a laboratory is a file: who is in it, as what, and with which labels. Tasks are started
as its stack says; nothing starts them again where they die, as little as without a Swarm.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from dbstackc.lab.container import start, stop
from dbstackc.lab.machine import CLIENTS
from dbstackc.lab.need import LabError
from dbstackc.lab.state import Lab
from dbstackc.lab.tasks import place, read_stack, started, way_of

TOKEN = "SWMTKN-1-lab"
"""How join tokens begin."""

ROLE = "{{.Spec.Role}}"

REACH = "{{with .ManagerStatus}}{{.Reachability}}{{end}}"


def answer_swarm(lab: Lab, words: list[str]) -> bool:
    """Do what is asked of a Swarm; return whether it was."""
    here = os.environ.get("DBS_LAB_HOST", "")
    nodes = _nodes(lab)
    if not nodes and words[0] not in ("info", "swarm"):
        # scripts ask for services to learn whether there is a Swarm
        return False
    match words:
        case ["info", "-f", asked]:
            state = "active" if here in nodes else "inactive"
            print(state if "LocalNodeState" in asked else here)
        case ["swarm", "init", *_]:
            nodes[here] = {"role": "manager", "labels": {}}
            _keep(lab, nodes)
        case ["swarm", "join-token", "-q", kind]:
            print(f"{TOKEN}-{kind}")
        case ["swarm", "join", "--token", token, "--advertise-addr", own, to]:
            _join(lab, nodes, here, token, own, to)
        case ["node", "inspect", name]:
            _known(nodes, name)
        case ["node", "inspect", "-f", asked, name]:
            _tell(_known(nodes, name), asked)
        case ["node", "update", "--label-add", label, name]:
            key, _, value = label.partition("=")
            _known(nodes, name)["labels"][key] = value
            _keep(lab, nodes)
        case ["stack", "services", "-q", _]:
            print("\n".join(name for name, _, _ in lab.running()))
        case ["volume", "ls", "-q", "-f", _]:
            print("\n".join(each.name for each in (lab.folder / "volumes").iterdir()))
        case ["stack", "deploy", *rest]:
            _deploy(
                lab, nodes, [Path(rest[at]) for at, _ in enumerate(rest) if rest[at - 1] == "-c"]
            )
        case ["ps", "-q", "-f", label] if found := re.search(r"service\.name=[^_]*_(.*)", label):
            print(found[1] if lab.keeper(found[1]) else "")
        case _:
            return False
    return True


def _join(lab: Lab, nodes: dict[str, Any], here: str, token: str, own: str, to: str) -> None:
    """Let a machine join by a manager that it reaches; raise LabError where there is none."""
    made = lab.plan()
    at = {each.bare: each.name for each in made.machines if each.name != CLIENTS}
    manager = nodes.get(at.get(to.removesuffix(":2377"), ""), {})
    if manager.get("role") != "manager" or at.get(own) != here:
        raise LabError(
            f"{here} joins at {to} as {own}: no manager is there, or that is not its own"
        )
    nodes[here] = {"role": token.removeprefix(f"{TOKEN}-"), "labels": {}}
    _keep(lab, nodes)


def _deploy(lab: Lab, nodes: dict[str, Any], paths: list[Path]) -> None:
    """Start what a stack tells of, and start anew what starts in another way now."""
    made, stack = lab.plan(), read_stack(paths)
    labels = {host: each["labels"] for host, each in nodes.items()}
    before = {each.name: way_of(each.start) for each in made.containers}
    for number, container in enumerate(made.containers):
        if container.name not in stack["services"]:
            raise LabError(f"{container.name} is in no stack")
        host = place(container.name, stack["services"][container.name], labels)
        if host != container.host:
            raise LabError(
                f"{container.name} goes to {host}, and its network is on {container.host}"
            )
        made.containers[number] = started(lab, container, stack)
    lab.keep(made)
    for container in made.containers:
        how = way_of(container.start)
        found = lab.keeper(container.name)
        # what was started again by hand, or with its machine, was started as it was
        if found is not None and found[1] in (how, "plain") and before[container.name] == how:
            continue
        stop(lab, container)
        start(lab, container, how, container.start)
        print(f"{'Updating' if found else 'Creating'} service {container.name}")
    sys.stdout.flush()


def _tell(node: dict[str, Any], asked: str) -> None:
    if asked == ROLE:
        print(node["role"])
    elif asked == REACH:
        print("reachable" if node["role"] == "manager" else "")
    else:
        print("".join(f"{key}={value} " for key, value in node["labels"].items()))


def _known(nodes: dict[str, Any], name: str) -> dict[str, Any]:
    if name not in nodes:
        raise LabError(f"no such node: {name}")
    found: dict[str, Any] = nodes[name]
    return found


def _nodes(lab: Lab) -> dict[str, Any]:
    path = lab.folder / "swarm" / "nodes.json"
    told: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return told


def _keep(lab: Lab, nodes: dict[str, Any]) -> None:
    path = lab.folder / "swarm" / "nodes.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(nodes, indent=1), encoding="utf-8")
