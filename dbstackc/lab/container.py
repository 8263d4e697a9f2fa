"""Start, stop and enter containers: processes in namespaces of their own, each with a keeper.

The keeper is `unshare`: whatever it began is killed with it, so that its pid is all there is to
know. Nobody else is ever signalled.
"""

import os
import signal
import subprocess
import time
from collections.abc import Sequence

from dbstackc.lab.need import LabError, find
from dbstackc.lab.plan import Container, Start
from dbstackc.lab.room import PATH, become, script
from dbstackc.lab.state import Lab, began_at, child_of, inside_of


def start(lab: Lab, container: Container, how: str, told: Start) -> None:
    """Start a container, which does not run.

    how: a word that tells this way to start from others.
    Raises LabError where its machine is dead.
    """
    text = script(lab, container, told, told.argv, container.name)
    with lab.log(container.name).open("ab") as log:
        process = subprocess.Popen(
            _words(lab, container, text),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    lab.note(container.name, process.pid, how)


def run_alone(lab: Lab, container: Container, argv: list[str]) -> int:
    """Run a program in a container of its own with the data of one, and our own input."""
    text = script(lab, container, container.start, argv, f"{container.name}.alone")
    return subprocess.run(_words(lab, container, text)).returncode


def inside(lab: Lab, container: Container, argv: Sequence[str]) -> list[str]:
    """Return the words that run a program in a container; raise LabError if it does not run."""
    pid = first_process(lab, container.name)
    if pid is None:
        raise LabError(f"{container.name} does not run")
    enter = ["nsenter", f"--target={pid}", "--mount", "--net", "--pid", "--root", "--wd"]
    return [*enter, *become(container, container.start, list(argv))]


def first_process(lab: Lab, name: str) -> int | None:
    """Return the pid of a container's first process, or None if it does not run."""
    found = lab.keeper(name)
    return child_of(found[0]) if found else None


def stop(lab: Lab, container: Container) -> None:
    """Ask a container to end, as `docker stop` does, and kill it when its time is over."""
    found, pid = lab.keeper(container.name), first_process(lab, container.name)
    if found is None:
        return
    keeper, began = found[0], began_at(found[0])
    if pid is not None:
        freeze(lab, container.name, is_frozen=False)
        _signal(pid, signal.SIGTERM)
        end = time.monotonic() + container.grace
        while began_at(keeper) == began and time.monotonic() < end:
            time.sleep(0.05)
    kill(lab, container.name)


def kill(lab: Lab, name: str) -> None:
    """Kill a container at once, with all that it began, and wait until it is gone."""
    found = lab.keeper(name)
    if found is not None:
        keeper, began = found[0], began_at(found[0])
        pid = child_of(keeper)
        # its first process goes first, since with that one the kernel kills the whole namespace
        if pid is not None:
            _signal(pid, signal.SIGKILL)
        _signal(keeper, signal.SIGKILL)
        end = time.monotonic() + 10
        while began_at(keeper) == began:
            if time.monotonic() > end:
                raise LabError(f"{name} was killed and does not end")
            time.sleep(0.02)
    (lab.folder / "run" / f"{name}.pid").unlink(missing_ok=True)


def freeze(lab: Lab, name: str, *, is_frozen: bool) -> None:
    """Let all processes of a container stand still, or go on."""
    pid = first_process(lab, name)
    for each in inside_of(pid) if pid is not None else ():
        _signal(each, signal.SIGSTOP if is_frozen else signal.SIGCONT)


def _words(lab: Lab, container: Container, text: str) -> list[str]:
    if container.machine in lab.dead():
        raise LabError(f"{container.machine} is dead or cut off")
    space = f"--net=/run/netns/{lab.space(container.machine)}"
    apart = ["unshare", "--mount", "--pid", "--uts", "--ipc", "--fork", "--kill-child=SIGKILL"]
    return [
        find("nsenter") or "nsenter",
        space,
        *(*apart, "env", f"PATH={PATH}", "sh", "-c", text),
    ]


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
