"""Break a laboratory on purpose, one thing at a time, and mend it again."""

import shutil
from collections.abc import Callable, Sequence

from dbstackc.lab.container import freeze, kill, start, stop
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Container, Plan
from dbstackc.lab.state import Lab
from dbstackc.lab.wire import cut, mend, plug


def _container(made: Plan, words: Sequence[str]) -> Container:
    (name,) = words
    return made.container(name)


def _kill(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    kill(lab, _container(made, words).name)


def _stop(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    stop(lab, _container(made, words))


def _start(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    for name in words:
        container = made.container(name)
        if lab.keeper(name) is None:
            start(lab, container, "plain", container.start)


def _freeze(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    freeze(lab, _container(made, words).name, is_frozen=True)


def _thaw(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    freeze(lab, _container(made, words).name, is_frozen=False)


def _cut(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    name, port = words
    if not port.isdigit():
        raise LabError(f"`{port}` is no port")
    cut(lab, made.machine(name), int(port))


def _mend(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    (name,) = words
    mend(lab, made.machine(name))


def _unplug(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    (name,) = words
    plug(lab, made.machine(name), is_in=False)
    (lab.folder / "dead" / name).touch()


def _plug(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    (name,) = words
    plug(lab, made.machine(name), is_in=True)
    (lab.folder / "dead" / name).unlink(missing_ok=True)


def _crash(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    """Take the power of machines, of all if none is named."""
    names = list(words) or list(dict.fromkeys(each.machine for each in made.containers))
    for name in names:
        _unplug(lab, made, [name])
    for container in made.containers:
        if container.machine in names:
            kill(lab, container.name)


def _boot(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    """Give machines their power back; Docker starts what ran there. In the order named."""
    names = list(words) or list(dict.fromkeys(each.machine for each in made.containers))
    for name in names:
        _forget_addresses(lab, made, name)
        _plug(lab, made, [name])
        _start(lab, made, [each.name for each in made.containers if each.machine == name])


def _lose(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    container = _container(made, words)
    if container.volume is None:
        raise LabError(f"{container.name} keeps no rows")
    kill(lab, container.name)
    shutil.rmtree(lab.volume(container.volume[0]), ignore_errors=True)


FAULTS: dict[str, tuple[str, Callable[[Lab, Plan, Sequence[str]], None], str]] = {
    "kill": ("CONTAINER", _kill, "kill a container at once"),
    "stop": ("CONTAINER", _stop, "stop a container in peace"),
    "start": ("CONTAINER...", _start, "start containers that do not run, in that order"),
    "freeze": ("CONTAINER", _freeze, "let a container stand still"),
    "thaw": ("CONTAINER", _thaw, "let it go on"),
    "cut": ("HOST PORT", _cut, "drop all TCP of one port of a host"),
    "mend": ("HOST", _mend, "let all ports be again"),
    "unplug": ("HOST", _unplug, "pull a host's cable"),
    "plug": ("HOST", _plug, "put it in again"),
    "crash": ("[HOST...]", _crash, "take the power of hosts, of all if none is named"),
    "boot": ("[HOST...]", _boot, "give it back, in that order"),
    "lose": ("CONTAINER", _lose, "kill a container and lose its volume"),
}
"""By name: what it takes, what does it, and what it is."""


def apply(lab: Lab, words: Sequence[str]) -> None:
    """Do what a line of words says; raise LabError where it says nothing that can be done."""
    name, rest = (words[0], words[1:]) if words else ("", ())
    if name not in FAULTS:
        raise LabError(
            f"no fault is called `{name}`",
            "; ".join(f"`{each} {takes}`: {what}" for each, (takes, _, what) in FAULTS.items()),
        )
    takes, work, _ = FAULTS[name]
    least = 0 if takes.startswith("[") else len(takes.split())
    most = least if "..." not in takes else None
    if len(rest) < least or (most is not None and len(rest) > most):
        raise LabError(f"`{name}` takes {takes}")
    work(lab, lab.plan(), rest)


def _forget_addresses(lab: Lab, made: Plan, name: str) -> None:
    """Take away the addresses that keepalived left, as losing power does."""
    from dbstackc.lab.need import call

    machine = made.machine(name)
    space = lab.space(name)
    told = call("ip", "-n", space, "-o", "-4", "address", "show", "dev", machine.interface)
    for line in told.splitlines():
        address = line.split()[3]
        if address != machine.address:
            call("ip", "-n", space, "address", "delete", address, "dev", machine.interface)
