"""What a Swarm starts: the tasks that a bundle's stack files tell of, where their labels let them.

A laboratory reads the files that `docker stack deploy` would be given: where a task may run, what
it runs, and which files it sees. Those are kept as they were, as a Swarm keeps them.

Source: docker/cli v28, cli/compose/convert (service.go, secrets and configs); moby/swarmkit v2,
manager/constraint.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dbstackc.base.record import replace
from dbstackc.emit.load import load
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Container, Start
from dbstackc.lab.state import Lab

CONSTRAINT = re.compile(r"node\.labels\.(\S+) == (\S+)")

Said = dict[str, Any]


def read_stack(paths: Sequence[Path]) -> Said:
    """Return a stack whose files are laid over each other, the later ones over the earlier.

    A service's environment and files are joined, and whatever else it says is replaced.
    """
    whole: Said = {}
    unyaml = load("swarm.unyaml")
    for path in paths:
        for section, entries in unyaml.read(path.read_text(encoding="utf-8")).items():
            if not isinstance(entries, dict):
                continue
            kept = whole.setdefault(section, {})
            for name, said in entries.items():
                kept[name] = _over(kept[name], said) if name in kept else said
    return whole


def _over(below: Said, above: Said) -> Said:
    found = dict(below)
    for key, said in above.items():
        had = found.get(key)
        if isinstance(had, dict) and isinstance(said, dict):
            found[key] = {**had, **said}
        elif key in ("configs", "secrets") and isinstance(had, list):
            targets = {each["target"] for each in said}
            found[key] = [*(each for each in had if each["target"] not in targets), *said]
        else:
            found[key] = said
    return found


def place(name: str, said: Said, labels: Mapping[str, Mapping[str, str]]) -> str:
    """Return the one machine where a task may run; raise LabError where that is not one.

    labels: those of each machine of the swarm.
    """
    wanted = said["deploy"]["placement"]["constraints"]
    pairs = [found.groups() for each in wanted if (found := CONSTRAINT.fullmatch(each))]
    if len(pairs) < len(wanted):
        raise LabError(f"{name}: a laboratory does not read {wanted}")
    fit = [
        host for host, own in labels.items() if all(own.get(key) == value for key, value in pairs)
    ]
    if len(fit) != 1:
        raise LabError(f"{name}: {', '.join(wanted)}: {len(fit)} machines of the swarm are so")
    return fit[0]


def started(lab: Lab, container: Container, stack: Said) -> Container:
    """Return a container that starts as a stack says; its files are copied for it.

    Raises LabError where the stack says another network or other volumes than the plan.
    """
    said = stack["services"][container.name]
    told = {each["source"]: each["target"] for each in said.get("volumes", ()) if _is_kept(each)}
    if told != dict(container.volumes):
        raise LabError(f"{container.name}: the stack gives it the volumes {told}")
    entrypoint = list(said.get("entrypoint", ()))
    command = list(said.get("command", ()))
    own = container.start.argv
    if not entrypoint and command and container.flavour:
        entrypoint = own[:1]
    start = Start(
        [*entrypoint, *command] or own,
        {key: str(value) for key, value in said.get("environment", {}).items()},
        list(_files(lab, container, said, stack)),
        [],
        [(each["source"], each["target"]) for each in said.get("volumes", ()) if _is_bind(each)],
    )
    names = dict(each.split(":", 1) for each in said.get("extra_hosts", ()))
    return replace(container, start=start, birth=None, names=names)


def way_of(start: Start) -> str:
    """Return a word that tells this way to start from others."""
    told = [start.argv, start.environment, start.mounts, start.binds]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]


def _is_kept(volume: Said) -> bool:
    return bool(volume["type"] == "volume")


def _is_bind(volume: Said) -> bool:
    return bool(volume["type"] == "bind")


def _files(lab: Lab, container: Container, said: Said, stack: Said) -> list[tuple[str, str]]:
    """Copy the configs and secrets of a task, each with its mode and its owner."""
    found = []
    folder = lab.folder / "swarm" / "files"
    for kind, parent in (("configs", "/"), ("secrets", "/run/secrets/")):
        for each in said.get(kind, ()):
            source = lab.bundle / "swarm" / stack[kind][each["source"]]["file"]
            content = source.resolve().read_bytes()
            owner = int(each.get("uid", 0))
            digest = hashlib.sha256(content).hexdigest()[:12]
            kept = folder / f"{container.name}-{each['source']}-{digest}"
            if not kept.exists():
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                shutil.copyfile(source, kept)
                os.chown(kept, owner, int(each.get("gid", 0)))
                kept.chmod(each["mode"])
            target = each["target"]
            found.append((str(kept), target if target.startswith("/") else parent + target))
    return found
