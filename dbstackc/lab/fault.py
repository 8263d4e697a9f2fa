"""Break a laboratory on purpose, one thing after another or several together, and mend it again."""

import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor

from dbstackc.lab.engine import engine_of
from dbstackc.lab.need import LabError, call
from dbstackc.lab.plan import Container, Plan
from dbstackc.lab.state import Lab
from dbstackc.lab.wire import cut, join, mend, plug


def _container(made: Plan, words: Sequence[str]) -> Container:
    (name,) = words
    return made.container(name)


def _kill(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    engine_of(lab).kill(_container(made, words).name)


def _stop(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    engine_of(lab).stop(_container(made, words))


def _start(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    for name in words:
        if not engine_of(lab).runs(name):
            engine_of(lab).start(made.container(name))


def _freeze(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    engine_of(lab).freeze(_container(made, words).name, is_frozen=True)


def _thaw(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    engine_of(lab).freeze(_container(made, words).name, is_frozen=False)


def _cut(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    name, port = words
    cut(lab, made.machine(name), _port(port))


def _block(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    name, port = words
    cut(lab, made.machine(name), _port(port), is_own=True)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise LabError(f"`{text}` is no port")
    return int(text)


def _mend(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    (name,) = words
    mend(lab, made.machine(name))


def _unplug(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    (name,) = words
    plug(lab, made.host(name), is_in=False)
    _bury(lab, made, name)


def _isolate(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    (name,) = words
    join(lab, made.host(name), is_joined=False)
    _bury(lab, made, name)


def _plug(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    (name,) = words
    join(lab, made.host(name), is_joined=True)
    plug(lab, made.host(name), is_in=True)
    for each in made.within(name):
        lab.raise_up(each)


def _bury(lab: Lab, made: Plan, name: str, ran: Collection[str] = ()) -> None:
    """Write down that a host is off the wire, with all that is in it."""
    for machine in made.within(name):
        on_it = [each.name for each in made.containers if each.machine == machine]
        lab.bury(machine, [each for each in on_it if each in ran])


def _crash(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    """Take the power of machines, of all if none is named."""
    names = list(words) or made.roots()
    ran = engine_of(lab).running()
    for name in names:
        plug(lab, made.host(name), is_in=False)
        _bury(lab, made, name, ran)
    lost = [machine for name in names for machine in made.within(name)]
    engine_of(lab).kill(*(each.name for each in made.containers if each.machine in lost))


def _boot(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    """Give machines their power back; Docker starts what ran there. In the order named."""
    for name in list(words) or made.roots():
        machines = made.within(name)
        ran = [each for machine in machines for each in lab.ran(machine)]
        for machine in machines:
            _forget_addresses(lab, made, machine)
        _plug(lab, made, [name])
        _start(lab, made, ran)


def _lose(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    container = _container(made, words)
    if not container.volumes:
        raise LabError(f"{container.name} has no volume")
    engine_of(lab).lose(container)


def _restart(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    engine_of(lab).restart(_container(made, words))


def _wait(lab: Lab, made: Plan, words: Sequence[str]) -> None:
    (seconds,) = words
    if not seconds.isdigit() or int(seconds) > LONGEST:
        raise LabError(f"`wait {seconds}`: whole seconds, {LONGEST} at most")
    time.sleep(int(seconds))


FAULTS: dict[str, tuple[str, Callable[[Lab, Plan, Sequence[str]], None], str]] = {
    "kill": ("CONTAINER", _kill, "kill a container at once"),
    "stop": ("CONTAINER", _stop, "stop a container in peace"),
    "restart": ("CONTAINER", _restart, "kill it, and start it again as Docker does"),
    "start": ("CONTAINER...", _start, "start containers that do not run, in that order"),
    "freeze": ("CONTAINER", _freeze, "let a container stand still"),
    "thaw": ("CONTAINER", _thaw, "let it go on"),
    "cut": ("HOST PORT", _cut, "drop on a host all TCP from and to a port, its own and others'"),
    "block": ("HOST PORT", _block, "drop all TCP of a host's own port"),
    "mend": ("HOST", _mend, "let all ports be again"),
    "unplug": ("HOST", _unplug, "pull a host's cable"),
    "isolate": ("HOST", _isolate, "take a host off the switch; its link stays up"),
    "plug": ("HOST", _plug, "put a host on the wire again"),
    "crash": ("[HOST...]", _crash, "take the power of hosts, of all if none is named"),
    "boot": ("[HOST...]", _boot, "give it back, in that order"),
    "lose": ("CONTAINER", _lose, "kill a container and lose its volume"),
    "wait": ("SECONDS", _wait, "do nothing"),
}
"""By name: what it takes, what does it, and what it is."""

PORTS = ("cut", "block", "mend")
"""Faults of a container's own network too, where it has one: named as the container is."""

LONGEST = 600
"""Seconds that may be waited."""


def apply(lab: Lab, words: Sequence[str]) -> None:
    """Do what a line says: faults, joined by `and` for together and `then` for one after another.

    Raises LabError where it says something that cannot be done, before any of it is done.
    """
    made = lab.plan()
    stages = [
        [_read(lab, made, said) for said in _split(stage, "and")] for stage in _split(words, "then")
    ]
    for stage in stages:
        with ThreadPoolExecutor(len(stage)) as together:
            for done in [together.submit(each) for each in stage]:
                done.result()


def _split(words: Sequence[str], word: str) -> list[list[str]]:
    """Return what stands between the occurrences of a word."""
    found: list[list[str]] = [[]]
    for each in words:
        if each == word:
            found.append([])
        else:
            found[-1].append(each)
    return found


def _read(lab: Lab, made: Plan, words: Sequence[str]) -> Callable[[], None]:
    """Return what one fault does; raise LabError where it says nothing that can be done."""
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
    for each in rest if "CONTAINER" in takes else ():
        made.container(each)
    find = made.machine if name in PORTS else made.host
    for each in () if "HOST" not in takes else rest[:1] if most else rest:
        find(each)
    return lambda: work(lab, made, rest)


def _forget_addresses(lab: Lab, made: Plan, name: str) -> None:
    """Take away the addresses that keepalived left, as losing power does."""
    machine = made.machine(name)
    space = lab.space(name)
    told = call("ip", "-n", space, "-o", "-4", "address", "show", "dev", machine.interface)
    for line in told.splitlines():
        address = line.split()[3]
        if address != machine.address:
            call("ip", "-n", space, "address", "delete", address, "dev", machine.interface)
