"""A Docker engine of this machine, as its own programs tell of it."""

import json
import os
import subprocess
from collections.abc import Collection
from pathlib import Path

from dbstackc.base.record import record
from dbstackc.lab.need import LabError, find
from dbstackc.lab.state import Lab

LABEL = "dbstackc.lab"
"""What everything of a laboratory bears on an engine, with the laboratory's mark as its value."""

FILE = "engine.json"


@record(frozen=True, slots=True)
class Daemon:
    """An engine that answers.

    host: as DOCKER_HOST says it. compose: the words that run Compose.
    """

    host: str
    compose: list[str]

    @property
    def environment(self) -> dict[str, str]:
        """What makes every program of Docker speak to it, and not to another by a context."""
        others = {key: value for key, value in os.environ.items() if key != "DOCKER_CONTEXT"}
        return {**others, "DOCKER_HOST": self.host}

    def ask(self, *words: str, given: bytes = b"", check: bool = True, seconds: float = 90) -> str:
        """Run a command of docker and return what it prints.

        given: its input. seconds: how long it may take.
        Raises LabError where it fails, unless told not to.
        """
        done = _run(["docker", *words], self.environment, given, seconds)
        if check and done.returncode:
            raise LabError(f"`docker {' '.join(words[:3])}` failed: {_last(done.stderr)}")
        return done.stdout.decode(errors="replace").strip()

    def has(self, images: Collection[str]) -> set[str]:
        """Return those of some images that it has."""
        return {each for each in images if self.ask("image", "inspect", each, check=False) != "[]"}


def find_daemon() -> Daemon:
    """Return the engine that runs here; raise LabError where none does, and say why."""
    if find("docker") is None:
        raise LabError("there is no program `docker`", "run `apt-get install docker.io`")
    host = os.environ.get("DOCKER_HOST") or _context()
    if not host.startswith("unix://"):
        raise LabError(
            f"the engine at {host} is none of this machine, whose networks are to be broken",
            "name one by its socket: DOCKER_HOST=unix:///var/run/docker.sock",
        )
    found = Daemon(host, _compose())
    done = _run(["docker", "version", "-f", "{{.Server.Version}}"], found.environment)
    if done.returncode:
        raise LabError(
            f"no Docker engine answers at {host}",
            "start one, or say where it is: DOCKER_HOST=unix:///var/run/docker.sock",
        )
    return found


def keep_daemon(lab: Lab, daemon: Daemon) -> None:
    """Write down which engine carries a laboratory, before anything is made on it."""
    told = {"host": daemon.host, "compose": daemon.compose}
    (lab.folder / FILE).write_text(json.dumps(told), encoding="utf-8")


def daemon_of(lab: Lab) -> Daemon | None:
    """Return the engine that carries a laboratory; None for network namespaces alone."""
    path: Path = lab.folder / FILE
    if not path.exists():
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    return Daemon(told["host"], told["compose"])


def _context() -> str:
    words = ["docker", "context", "inspect", "-f", "{{.Endpoints.docker.Host}}"]
    done = _run(words, dict(os.environ))
    return done.stdout.decode().strip() or "unix:///var/run/docker.sock"


def _compose() -> list[str]:
    """Return the words that run Compose: Docker's own, or the program of before."""
    if not _run(["docker", "compose", "version"], dict(os.environ)).returncode:
        return ["docker", "compose"]
    if find("docker-compose") is None:
        raise LabError("docker has no Compose here", "run `apt-get install docker-compose`")
    return ["docker-compose"]


def _run(
    words: list[str], environment: dict[str, str], given: bytes = b"", seconds: float = 30
) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            [find(words[0]) or words[0], *words[1:]],
            input=given,
            capture_output=True,
            env=environment,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise LabError(f"`{' '.join(words[:3])}` took longer than {seconds:g} s") from None


def _last(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "in silence"
