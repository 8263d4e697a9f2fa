"""`dbstackc lab`: run a stack on this machine, load it, break it, and count what was lost."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.lab.daemon import daemon_of, find_daemon
from dbstackc.lab.need import LabError, require_machine
from dbstackc.lab.standin import compile_mapped, replaced
from dbstackc.lab.state import Lab, default_folder
from dbstackc.model.topology import Topology
from dbstackc.surface.asked import Asked
from dbstackc.surface.commands.check import tell_instead
from dbstackc.surface.exits import DONE, FOUND, HinderedError, MisuseError
from dbstackc.surface.inputs import named
from dbstackc.surface.rule_names import choose_rules
from dbstackc.surface.talk import Talk
from dbstackc.surface.version import version
from dbstackc.work.build import build
from dbstackc.work.compile import Compiled

ACTIONS = ("up", "status", "load", "fault", "run", "drill", "down")


def run(asked: Asked, talk: Talk) -> int:
    """Do one thing with the laboratory of a file."""
    action = asked.text("ACTION")
    if action not in ACTIONS:
        raise MisuseError(f"a laboratory has no `{action}`", f"it has {', '.join(ACTIONS)}")
    (path,) = named([asked.text("FILE")])
    lab = Lab(Path(asked.text("state") or default_folder(Path(path))).resolve())
    words = asked.listed("WORD")
    if words and action not in ("fault", "run"):
        raise MisuseError(f"`lab {action}` takes no more than a file")
    try:
        is_docker = asked.text("engine") == "docker" or daemon_of(lab) is not None
        require_machine(has_engines=is_docker)
        return _do(action, Path(path), lab, words, asked, talk)
    except LabError as error:
        raise HinderedError(error.title, error.hint) from None


def _do(action: str, path: Path, lab: Lab, words: list[str], asked: Asked, talk: Talk) -> int:
    from dbstackc.lab.fault import apply
    from dbstackc.lab.up import run_script, take_down

    if action == "down":
        talk.say("Everything is taken away." if take_down(lab) else "There was nothing.")
        return DONE
    if action == "fault":
        apply(lab, words)
        return DONE
    if action == "run":
        if not words:
            raise LabError("which script of the bundle?", "such as `recover.sh CLUSTER`")
        lab.plan()
        run_script(lab, words[0], lambda line: talk.out(line + "\n"), *words[1:])
        return DONE
    report = Report()
    compiled, mapped = _compile(path, lab, action, asked, report)
    if compiled.topology is None or report.has_errors:
        return tell_instead(report, asked.text("output-format"), talk)
    if action == "up":
        for line in replaced(compiled.topology, mapped):
            talk.say(line)
        return _up(compiled, compiled.topology, lab, asked, talk)
    if action == "status":
        return _status(compiled.topology, lab, talk)
    if action == "drill":
        return _drill(compiled.topology, lab, asked, talk)
    return _load(compiled.topology, lab, asked, talk)


def _compile(
    path: Path, lab: Lab, action: str, asked: Asked, report: Report
) -> tuple[Compiled, list[str]]:
    """Compile the file as the laboratory has it, and say which clusters got another image."""
    single = asked.flag("single-host") if action == "up" else (lab.folder / "single").exists()
    select, ignore = choose_rules(asked)
    return compile_mapped(path, report, select, ignore, single)


def _up(compiled: Compiled, topology: Topology, lab: Lab, asked: Asked, talk: Talk) -> int:
    from dbstackc.lab.up import bring_up

    report = Report()
    made = build(topology, compiled.sources, version(), report)
    if made is None:
        return tell_instead(report, asked.text("output-format"), talk)
    daemon = find_daemon() if asked.text("engine") == "docker" else None
    bring_up(topology, made, lab, talk.say, daemon)
    if asked.flag("single-host"):
        (lab.folder / "single").touch()
    talk.say(f"It is up, in {lab.folder}.")
    return DONE


def _status(topology: Topology, lab: Lab, talk: Talk) -> int:
    from dbstackc.lab.up import run_script
    from dbstackc.lab.wire import holders

    made = lab.plan()
    run_script(lab, "status.sh", lambda line: talk.out(line + "\n"))
    for vip in topology.vips:
        held = ", ".join(holders(lab, made, vip.address)) or "nobody"
        talk.out(f"{vip.name:24} {vip.address:12} held by {held}\n")
    return DONE


def _load(topology: Topology, lab: Lab, asked: Asked, talk: Talk) -> int:
    """Load, with a fault in the middle if one is asked for; rows that were lost make 1."""
    from dbstackc.lab.door import find_door
    from dbstackc.lab.fault import apply
    from dbstackc.lab.load import run_load

    seconds = _number(asked, "seconds", 20, 3600)
    writers = _number(asked, "writers", 4, 64)
    made = lab.plan()
    door = find_door(topology, lab, made, asked.text("cluster"))
    meanwhile: Callable[[], None] | None = None
    if fault := asked.text("fault"):
        meanwhile = lambda: apply(lab, fault.split())  # noqa: E731
    talk.say(f"{writers} writers for {seconds} s: {door.said}")
    tally = run_load(topology, lab, made, door, seconds, writers, meanwhile)
    _tell(tally.told(), asked, talk)
    return FOUND if tally.lost or tally.twice else DONE


def _drill(topology: Topology, lab: Lab, asked: Asked, talk: Talk) -> int:
    """Copy, lose and restore a cluster; rows that were to come back and did not make 1."""
    from dbstackc.lab.drill import drill

    seconds = _number(asked, "seconds", 20, 3600)
    writers = _number(asked, "writers", 4, 64)
    found = drill(topology, lab, asked.text("cluster"), seconds, writers, talk.say)
    _tell(found.told(), asked, talk)
    return FOUND if found.missing else DONE


def _tell(told: Mapping[str, object], asked: Asked, talk: Talk) -> None:
    if asked.text("output-format", "full") == "json":
        talk.out(json.dumps(told, indent=1) + "\n")
    else:
        wide = max(20, *map(len, told))
        talk.out("".join(f"{name:{wide}} {value}\n" for name, value in told.items()))


def _number(asked: Asked, name: str, default: int, most: int) -> int:
    given = asked.text(name)
    if not given:
        return default
    if not given.isdigit() or not 1 <= int(given) <= most:
        raise MisuseError(f"`--{name} {given}`: a number from 1 to {most}")
    return int(given)
