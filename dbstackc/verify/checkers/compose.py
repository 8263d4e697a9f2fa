"""Compose, by `docker compose config` where the CLI has it, else by `docker-compose config`.

Both read the file alone and need no daemon: that an image exists, or a folder, goes unseen.
Source: Docker manual, "docker compose config"; docker-compose 1.29.2.
"""

import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache

from dbstackc.verify.contract import Complaint, Desk, in_silence, key_line, numbered
from dbstackc.work.program import find

GET = "install Docker's package docker-compose-plugin, or Debian's docker-compose"

_HEADS = re.compile(r"(?:The Compose file .* is invalid because:|ERROR: |validating [^:]*: )")
_PLACE = re.compile(r"line (?P<line>\d+)")
_BESIDE = re.compile(r"(?P<what>Python-dotenv could not parse statement)[^\n]* line (?P<line>\d+)")
"""What is said of `.env`, which is read beside a Compose file. Source: python-dotenv 0.19."""
_LEVELS = re.compile(r"(?:time=\S+ )?(?:level=|)(?P<level>warning|WARNING)\b[: ]*(?:msg=)?")


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    docker = find("docker")
    if docker is not None:
        done = subprocess.run([docker, "compose", "version"], capture_output=True)
        if done.returncode == 0:
            return ("docker", "compose")
    return ("docker-compose",) if find("docker-compose") else ()


def program() -> str | None:
    """Return what is asked."""
    return " ".join(_words()) or None


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is a host's Compose file, or laid over it, or read beside it."""
    return path.startswith("hosts/") and path.endswith(("/compose.yml", "/bootstrap.yml", "/.env"))


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield what it says of a file; one that is laid over another is asked about with that."""
    folder = path.rpartition("/")[0]
    base = f"{folder}/compose.yml"
    files = [base, path] if path.endswith("/bootstrap.yml") else [base]
    laid = [part for each in files for part in ("-f", desk.at(each))]
    said = desk.run(*_words(), "--project-directory", desk.at(folder), *laid, "config", "-q")
    if path.endswith("/.env"):
        yield from numbered(path, said.error, _BESIDE)
        return
    text = desk.text(path)
    yield from complaints(path, text, _BESIDE.sub("", said.error))
    if said.code and not said.error.strip():
        yield in_silence(path, said.code)


def complaints(path: str, text: str, said: str) -> Iterator[Complaint]:
    """Yield what a reader of YAML said, each at the line that it names or means."""
    lines = [line for line in said.splitlines() if line.strip()]
    if any("Error: " in line and not line.startswith("ERROR") for line in lines[:1]):
        # a reader's whole story is one complaint; the last line it names is where it gave up
        numbers = [int(each["line"]) for line in lines for each in _PLACE.finditer(line)]
        kept = [line.strip() for line in lines if not _PLACE.search(line)]
        yield Complaint(
            path, ", ".join(kept).partition("Error: ")[2], numbers[-1] if numbers else None
        )
        return
    for line in lines:
        level = _LEVELS.match(line)
        bare = _HEADS.sub("", line[level.end() :] if level else line).strip().strip('"')
        if not bare:
            continue
        place = _PLACE.search(bare)
        number = int(place["line"]) if place else meant(text, bare)
        yield Complaint(path, bare, number, level is None)


def meant(text: str, said: str) -> int | None:
    """Return the line of the key that a message names: `services.a` and then a quoted word."""
    match = re.search(r"\b(?P<kind>services|networks|volumes|secrets|configs)\.(?P<keys>\S+)", said)
    keys = [match["kind"], *match["keys"].strip(":'\"").split(".")] if match else []
    quoted = re.findall(r"['\"]([\w.-]+)['\"]|[Pp]ropert(?:y|ies) ([\w.-]+)", said)
    keys += [one or other for one, other in quoted]
    if not match and keys:
        keys = ["services", *keys]
    return key_line(text, keys) if keys else None
