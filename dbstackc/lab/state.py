"""The folder of a laboratory: what it is made of, and what it leaves behind when it is killed."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dbstackc.base.record import record
from dbstackc.lab.machine import Machine, Net
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Container, Plan, Start

PLACE = Path("/var/tmp/dbstackc-lab")
"""Not under /run, which is memory on most machines: each node of Galera keeps 256 MB of cache."""


def default_folder(source: Path) -> Path:
    """Return the folder of the laboratory of a file, when none is given."""
    digest = hashlib.sha256(str(source.resolve()).encode()).hexdigest()[:8]
    return PLACE / f"{source.stem}-{digest}"


@record(frozen=True, slots=True)
class Lab:
    """A laboratory by its folder.

    bundle: as `build` wrote it. hosts: the folders that the bundle's scripts copied to the hosts.
    """

    folder: Path

    @property
    def mark(self) -> str:
        """What the names of its namespaces begin with; no two folders share it."""
        return f"dbs{hashlib.sha256(str(self.folder).encode()).hexdigest()[:8]}-"

    @property
    def bundle(self) -> Path:
        """Return the bundle's folder."""
        return self.folder / "bundle"

    @property
    def hosts(self) -> Path:
        """Return what stands for the hosts' own disks, a folder for each."""
        return self.folder / "hosts"

    @property
    def secrets(self) -> Path:
        """Return the folder of the secrets."""
        return self.folder / "secrets"

    def space(self, machine: str) -> str:
        """Return the name of a machine's network namespace."""
        return self.mark + machine

    def log(self, name: str) -> Path:
        """Return the file that gets what a container prints."""
        return self.folder / "log" / f"{name}.log"

    def volume(self, name: str) -> Path:
        """Return the folder of a volume."""
        return self.folder / "volumes" / name

    def plan(self) -> Plan:
        """Return what the laboratory was made of; raise LabError where there is none.

        So it does for one that another version started, and that tells other things of itself.
        """
        try:
            told = json.loads((self.folder / "plan.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise LabError("this laboratory is not up", "`dbstackc lab up` starts it") from None
        try:
            machines = [_machine(each) for each in told.pop("machines")]
            containers = [_container(each) for each in told.pop("containers")]
            nets = [Net(**each) for each in told.pop("nets")]
            return Plan(machines, containers, nets, **told)
        except (KeyError, TypeError):
            raise LabError(
                "this laboratory was started by another version of dbstackc",
                "`dbstackc lab up` takes it away and starts it anew",
            ) from None

    def keep(self, made: Plan) -> None:
        """Write down what the laboratory is made of."""
        text = json.dumps(asdict(made), indent=1)
        (self.folder / "plan.json").write_text(text, encoding="utf-8")

    def running(self) -> Iterator[tuple[str, int, str]]:
        """Yield each container that runs: its name, the pid of its keeper, and how it started."""
        folder = self.folder / "run"
        for path in sorted(folder.glob("*.pid")) if folder.is_dir() else ():
            if (found := self.keeper(path.stem)) is not None:
                yield path.stem, *found

    def keeper(self, name: str) -> tuple[int, str] | None:
        """Return the pid of a container's keeper and how it started; None if it is gone.

        A pid that another process got since then is told by when it began.
        """
        try:
            pid, began, how = (self.folder / "run" / f"{name}.pid").read_text().split()
        except (FileNotFoundError, ValueError):
            return None
        return (int(pid), how) if began_at(int(pid)) == began else None

    def note(self, name: str, pid: int, how: str) -> None:
        """Write down the keeper of a container, and how the container was started."""
        path = self.folder / "run" / f"{name}.pid"
        new = path.with_suffix(".new")
        new.write_text(f"{pid} {began_at(pid)} {how}\n")
        new.replace(path)

    def bury(self, machine: str, ran: Iterable[str] = ()) -> None:
        """Write down that a machine is off the wire, and what ran on it when it lost its power."""
        (self.folder / "dead" / machine).write_text("\n".join(ran))

    def ran(self, machine: str) -> list[str]:
        """Return what ran on a machine when it lost its power."""
        path = self.folder / "dead" / machine
        return path.read_text().split() if path.exists() else []

    def raise_up(self, machine: str) -> None:
        """Write down that a machine is on the wire again."""
        (self.folder / "dead" / machine).unlink(missing_ok=True)

    def dead(self) -> set[str]:
        """Return the machines that were killed, or cut off from the wire."""
        folder = self.folder / "dead"
        return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def began_at(pid: int) -> str:
    """Return when a process began, in ticks since the machine did; empty if there is none.

    One that has ended and was not waited for counts as gone.
    Source: proc(5), /proc/pid/stat (state, starttime).
    """
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if told[0] == "Z" else told[19]


def child_of(pid: int) -> int | None:
    """Return the first child of a process, or None."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return int(told[0]) if told else None


def inside_of(pid: int) -> list[int]:
    """Return all processes of the pid namespace that a process is in, itself included."""
    own = _space(pid)
    every = (int(name) for name in os.listdir("/proc") if name.isdigit())  # noqa: PTH208
    return [each for each in every if own and _space(each) == own]


def _space(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/ns/pid")  # noqa: PTH115
    except OSError:
        return ""


def _machine(told: dict[str, Any]) -> Machine:
    told["doors"] = [(port, own) for port, own in told["doors"]]
    return Machine(**told)


def _container(told: dict[str, Any]) -> Container:
    told["start"] = _start(told["start"])
    told["birth"] = told["birth"] and _start(told["birth"])
    told["volumes"] = [(name, inside) for name, inside in told["volumes"]]
    return Container(**told)


def _start(told: dict[str, Any]) -> Start:
    for name in ("mounts", "binds"):
        told[name] = [(source, inside) for source, inside in told[name]]
    return Start(**told)
