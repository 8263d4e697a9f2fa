"""Answer the few commands of `docker` that a bundle's scripts use, for the containers of a lab.

Called as `python -m dbstackc.lab.docker FOLDER HOST WORDS…` in a host's folder.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from dbstackc.base.record import replace
from dbstackc.lab.container import inside, run_alone, start, stop
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Container, Plan, Start
from dbstackc.lab.state import Lab
from dbstackc.lab.swarm import answer_swarm


def answer(lab: Lab, words: list[str]) -> int:
    """Do what a script asks of docker, and return the exit code."""
    made = lab.plan()
    match words:
        case ["compose", "-f", "compose.yml", "-f", override, "up", "-d", "--no-deps", name]:
            _bring_up(lab, made, name, override)
        case ["compose", "up", "-d", "--no-deps", *names]:
            for name in names:
                _bring_up(lab, made, name)
        case ["compose", "stop", *names]:
            for name in names:
                for container in _known(made, name):
                    stop(lab, container)
        case ["compose", "run", "--rm", "--no-deps", "-T", "--entrypoint", program, name, *rest]:
            return run_alone(lab, made.container(name), [program, *rest])
        case ["compose", "run", "--rm", "--no-deps", "-T", "--user", "0", *more]:
            return _run_as_root(lab, made, more)
        case ["compose", "ps", "-a"]:
            _list(lab, made)
        case ["network", "inspect", _]:
            # what spans hosts is laid before any script runs
            pass
        case ["build", *_]:
            # this machine's own engines stand in for every image
            sys.stdin.buffer.read()
        case ["exec", "-i", name, *rest]:
            return subprocess.run(inside(lab, made.container(name), rest)).returncode
        case _ if answer_swarm(lab, words):
            pass
        case _:
            raise LabError(f"a laboratory has no answer to `docker {' '.join(words)}`")
    return 0


def _run_as_root(lab: Lab, made: Plan, words: list[str]) -> int:
    """Run a program as root beside the data of a container, with one more volume where it says."""
    match words:
        case ["-v", volume, "--entrypoint", program, name, *rest]:
            source, _, inside_ = volume.partition(":")
            more = [(source, inside_)]
        case ["--entrypoint", program, name, *rest]:
            more = []
        case _:
            raise LabError(f"a laboratory has no answer to `docker compose run {' '.join(words)}`")
    container = made.container(name)
    container = replace(container, user=0, volumes=[*container.volumes, *more])
    return run_alone(lab, container, [program, *rest])


def _known(made: Plan, name: str) -> list[Container]:
    """Return the container, or none for one that is left out."""
    return [each for each in made.containers if each.name == name]


def _bring_up(lab: Lab, made: Plan, name: str, override: str = "") -> None:
    """Start a container, again where it was started in another way, as Compose does."""
    for container in _known(made, name):
        how = Path(override).stem or "plain"
        found = lab.keeper(name)
        if found is not None and found[1] == how:
            return
        told = _told(container, override)
        stop(lab, container)
        start(lab, container, how, told)


def _told(container: Container, override: str) -> Start:
    if not override:
        return container.start
    if override == "bootstrap.yml":
        if container.birth is None:
            raise LabError(f"{container.name} has no birth")
        return container.birth
    # what recover.sh writes is JSON, which YAML is a kind of
    said = json.loads(Path(override).read_text(encoding="utf-8"))["services"][container.name]
    environment = {**container.start.environment, **said.get("environment", {})}
    entrypoint = container.start.argv[:1] if container.birth is None else container.birth.argv[:1]
    return replace(container.start, argv=[*entrypoint, *said["command"]], environment=environment)


def _list(lab: Lab, made: Plan) -> None:
    host = os.environ.get("DBS_LAB_HOST", "")
    for container in made.containers:
        if container.host == host:
            state = "runs" if lab.keeper(container.name) else "does not run"
            print(f"  {container.name:24} {state}")


if __name__ == "__main__":
    try:
        sys.exit(answer(Lab(Path(sys.argv[1])), sys.argv[2:]))
    except LabError as error:
        print(error.title, file=sys.stderr)
        sys.exit(1)
