"""Docker's CLI on a Swarm's stack, by `docker stack deploy` where no daemon can be found.

`docker stack config` is newer than Debian 12's docker, and keeps silent about what a deployment
ignores. `deploy` reads the whole file before it looks for a daemon: where the file is good, that it
finds none is all it says.
Source: docker/cli 20.10 and 28.2, cli/command/stack/loader.
"""

import re
from collections.abc import Iterator

from dbstackc.verify.checkers.compose import complaints
from dbstackc.verify.contract import Complaint, Desk, line_with
from dbstackc.work.program import find

GET = "install Debian's package docker.io"

_NOISE = re.compile(
    r"(?m)^(?:Cannot connect to the Docker daemon.*|Since --detach=false was not.*"
    r"|In a future release, --detach.*)$"
)
_IGNORED = re.compile(r"Ignoring (?:unsupported|deprecated) options: (?P<names>.*)")


def program() -> str | None:
    """Return where docker's CLI is."""
    return find("docker")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is a stack, or laid over one."""
    return path in ("swarm/stack.yml", "swarm/bootstrap.yml")


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield what it refuses, and what it says that it would ignore."""
    files = dict.fromkeys(("swarm/stack.yml", path))
    laid = [part for each in files for part in ("-c", desk.at(each))]
    said = desk.run("docker", "stack", "deploy", *laid, "x")
    whole = "\n".join((said.out, said.error))
    if "Cannot connect to the Docker daemon" not in whole and not whole.strip():
        yield Complaint(path, "it found a daemon where none can be")
    text = desk.text(path)
    for found in complaints(path, text, _NOISE.sub("", whole)):
        ignored = _IGNORED.match(found.text)
        if ignored is None:
            yield found
            continue
        for name in ignored["names"].split(", "):
            line = line_with(text, (f"{name}:",)) or line_with(text, (name,))
            yield Complaint(path, f"a Swarm ignores `{name}`", line, is_refusal=False)
