"""Hand on what a bundle's scripts ask of Docker to the engine of a laboratory.

Called as `python -m dbstackc.lab.compose FOLDER WORDS…` in a host's folder, with DBS_LAB_HOST.
Compose reads the host's own compose.yml without what gives it a network, and after it what a
laboratory adds.
"""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from dbstackc.lab.daemon import LABEL, Daemon, daemon_of
from dbstackc.lab.need import LabError, find
from dbstackc.lab.state import Lab

NETWORKED = ("extra_hosts", "hostname", "network_mode", "networks", "ports")
"""What a service says of its network: all of it is its machine's here."""

MAPPED = "compose.lab.yml"


def answer(lab: Lab, words: list[str]) -> int:
    """Do what a script asks of docker, and return the exit code."""
    daemon = daemon_of(lab)
    if daemon is None:
        raise LabError("this laboratory has no Docker engine")
    docker = [find("docker") or "docker"]
    match words:
        case ["compose", *rest]:
            return _compose(lab, daemon, rest)
        case ["exec", "-i", name, *rest]:
            _become(daemon, [*docker, "exec", "-i", f"{lab.mark}{name}", *rest])
        case ["image", "inspect", *_]:
            _become(daemon, [*docker, *words])
        case ["network", "inspect", _]:
            # what spans hosts is laid before any script runs
            pass
        case ["build", *_]:
            # the engine has the image, or this machine's programs stand in for it
            sys.stdin.buffer.read()
        case _:
            raise LabError(f"a laboratory has no answer to `docker {' '.join(words)}`")
    return 0


def without_networks(text: str) -> str:
    """Return a compose.yml of ours without what its services and itself say of networks."""
    kept, skips, is_in_services = [], -1, False
    for line in text.splitlines(keepends=True):
        depth = len(line) - len(line.lstrip(" "))
        if skips >= 0 and (depth > skips or not line.strip()):
            continue
        skips = -1
        key = line.strip().partition(":")[0]
        if depth == 0 and re.match(r"\w", line):
            is_in_services = key == "services"
        if (depth == 4 and is_in_services and key in NETWORKED) or (
            depth == 0 and key == "networks"
        ):
            skips = depth
            continue
        kept.append(line)
    return "".join(kept)


def _compose(lab: Lab, daemon: Daemon, words: Sequence[str]) -> int:
    files, rest = [], list(words)
    while rest[:1] == ["-f"]:
        files.append(rest[1])
        rest = rest[2:]
    known = {each.name for each in lab.plan().containers}
    match rest:
        case ["up", "-d", "--no-deps", *names]:
            rest = [*rest[:3], *(each for each in names if each in known)]
            if not known.intersection(names):
                return 0
        case ["stop", *names]:
            rest = ["stop", *(each for each in names if each in known)]
            if not known.intersection(names):
                return 0
        case ["run", *_]:
            rest = [_named(lab, daemon, rest[at - 1], word) for at, word in enumerate(rest)]
        case ["ps", "-a"]:
            pass
        case _:
            raise LabError(f"a laboratory has no answer to `docker compose {' '.join(words)}`")
    host = os.environ.get("DBS_LAB_HOST", "")
    Path(MAPPED).write_text(without_networks(Path("compose.yml").read_text("utf-8")), "utf-8")
    said = [MAPPED, *(each for each in files if each != "compose.yml")]
    said.append(str(lab.folder / "compose" / f"{host}.json"))
    number = sorted(each.name for each in lab.hosts.iterdir()).index(host)
    given = [word for each in said for word in ("-f", each)]
    _become(daemon, [*daemon.compose, "-p", f"{lab.mark}{number}", *given, *rest])
    return 0


def _named(lab: Lab, daemon: Daemon, before: str, word: str) -> str:
    """Return a word of `compose run`, with the mark before a volume that it names."""
    if before != "-v" or word.startswith(("/", ".")):
        return word
    name = f"{lab.mark}{word.partition(':')[0]}"
    daemon.ask("volume", "create", "--label", f"{LABEL}={lab.mark}", name)
    return f"{lab.mark}{word}"


def _become(daemon: Daemon, words: Sequence[str]) -> None:
    environment = {**daemon.environment, "COMPOSE_ANSI": "never"}
    sys.stdout.flush()
    os.execvpe(find(words[0]) or words[0], list(words), environment)


if __name__ == "__main__":
    try:
        sys.exit(answer(Lab(Path(sys.argv[1])), sys.argv[2:]))
    except LabError as error:
        print(error.title, file=sys.stderr)
        sys.exit(1)
