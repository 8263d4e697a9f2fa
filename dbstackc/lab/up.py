"""Bring a laboratory up, and down: by the bundle's own scripts, on machines that are not there."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dbstackc.emit.service.build import services
from dbstackc.emit.service.health import router_health
from dbstackc.lab.daemon import Daemon, daemon_of, keep_daemon
from dbstackc.lab.dock import lay_down
from dbstackc.lab.engine import engine_of
from dbstackc.lab.moby import Moby
from dbstackc.lab.need import LabError, call, find, require_ipvs, require_room
from dbstackc.lab.plan import is_for_swarm, plan
from dbstackc.lab.state import Lab, began_at
from dbstackc.lab.wire import holders, lay, spaces, take_away
from dbstackc.model.topology import Topology
from dbstackc.work.bundle import Bundle
from dbstackc.work.secrets import make_secrets

Say = Callable[[str], None]

FOLDERS = ("bundle", "hosts", "log", "rooms", "run", "volumes", "bin", "dead", "clients", "disks")

WAIT = 120
"""Seconds that a script waits for a node; a state transfer takes twenty on a quiet machine."""

ON = """\
#!/bin/sh
# Run a line on a machine of the laboratory: HOST ADDRESS LINE.
[ ! -e {folder}/dead/"$1" ] || {{ echo "$1: no route to host" >&2; exit 255; }}
DBS_LAB_HOST=$1 DBS_UNDER={folder}/disks/$1 exec sh -c "$3"
"""

DOCKER = """\
#!/bin/sh
# Stand in for docker.
PYTHONPATH={path} PYTHONDONTWRITEBYTECODE=1 exec {python} -m dbstackc.lab.{module} {folder} "$@"
"""


def bring_up(
    topology: Topology, made: Bundle, lab: Lab, say: Say, daemon: Daemon | None = None
) -> None:
    """Start everything, from nothing; raise LabError where something does not come.

    daemon: the Docker engine that is to run it; None for namespaces of this machine.

    What a laboratory in the same folder left is taken away first, and so is all of this one where
    it fails.
    """
    images = {each.recipe.image for each in services(topology)}
    intended = plan(topology, None if daemon is None else daemon.has(images))
    take_down(lab)
    if daemon is not None:
        # a folder that was removed by hand tells of nothing
        Moby(lab, daemon).clear()
    require_ipvs([each.name for each in topology.vips if each.forwards])
    require_room(sum(bool(each.flavour) for each in intended.containers), lab.folder)
    for name in FOLDERS:
        (lab.folder / name).mkdir(parents=True, exist_ok=True)
    lab.folder.chmod(0o711)
    _write(made, lab.bundle)
    make_secrets(topology, lab.secrets)
    lab.keep(intended)
    if daemon is not None:
        keep_daemon(lab, daemon)
    _write_programs(lab, "docker" if daemon is None else "compose")
    for line in intended.left_out:
        say(f"left out: {line}")
    try:
        pids = {} if daemon is None else lay_down(topology, lab, intended, daemon, say)
        lay(lab, intended, pids)
        if is_for_swarm(topology):
            for host in topology.hosts:
                (lab.hosts / host.name).mkdir()
            run_script(lab, "swarm/init.sh", say)
        else:
            run_script(lab, "up.sh", say)
        _await_routers(topology, lab)
        _await_vips(topology, lab)
    except BaseException:
        _stop_all(lab)
        raise


def take_down(lab: Lab) -> bool:
    """Stop everything and remove the folder; return whether there was anything.

    Works on what is there, whoever was killed while making it.
    """
    if not lab.folder.is_dir() and not spaces(lab):
        return False
    if lab.folder.is_dir() and any(lab.folder.iterdir()) and not (lab.folder / "run").is_dir():
        raise LabError(f"`{lab.folder}` holds something else than a laboratory")
    _stop_all(lab)
    shutil.rmtree(lab.folder, ignore_errors=True)
    return True


def run_script(lab: Lab, name: str, say: Say, *words: str) -> None:
    """Run a script of the bundle on the laboratory; raise LabError with its last words if it fails.

    Everything it prints is handed on, line by line.
    """
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("DBS_")},
        "DBS_ON": str(lab.folder / "bin/on"),
        "DBS_DOCKER": str(lab.folder / "bin/docker"),
        "DBS_PLACE": str(lab.hosts),
        "DBS_SECRETS": str(lab.secrets),
        "DBS_WAIT": str(WAIT),
    }
    if (lab.bundle / "swarm/init.sh").exists():
        first = _maker(lab)
        environment |= {"DBS_HERE": first, "DBS_LAB_HOST": first}
        if not (lab.bundle / "up.sh").exists():
            environment["DBS_ENGINE"] = "swarm"
    daemon = daemon_of(lab)
    if daemon is not None:
        environment["DOCKER_HOST"] = daemon.host
    command = [find("sh") or "/bin/sh", str(lab.bundle / name), *words]
    last = ""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=environment,
        start_new_session=True,
    ) as process:
        assert process.stdout
        _note_script(lab, process.pid)
        try:
            for line in process.stdout:
                last = line.strip() or last
                say(line.rstrip("\n"))
        except BaseException:
            _stop_script(lab)
            raise
    if process.returncode:
        raise LabError(f"{name} failed: {last}", f"what engines said lies in {lab.folder}/log")


def _maker(lab: Lab) -> str:
    """Return the host that makes the swarm: the first of those that manage it."""
    told = (lab.bundle / "steps/managers.txt").read_text(encoding="utf-8").splitlines()
    return next(line for line in told if not line.startswith("#"))


def _note_script(lab: Lab, pid: int) -> None:
    (lab.folder / "run" / "script").write_text(f"{pid} {began_at(pid)}\n")


def _stop_script(lab: Lab) -> None:
    """Stop the script that runs, with all that it began: they are a session of their own."""
    try:
        pid, began = (lab.folder / "run" / "script").read_text().split()
    except (FileNotFoundError, ValueError):
        return
    if began_at(int(pid)) == began:
        os.killpg(int(pid), signal.SIGKILL)


def _stop_all(lab: Lab) -> None:
    _stop_script(lab)
    try:
        engine_of(lab).clear()
    finally:
        empty_spaces(lab)


def empty_spaces(lab: Lab) -> None:
    """Kill what runs in the machines, and delete them."""
    # a program that runs in a machine of ours is ours: there is no other way into one
    for space in spaces(lab):
        for pid in call("ip", "netns", "pids", space, check=False).split():
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                continue
    take_away(lab)


def _write(made: Bundle, place: Path) -> None:
    for path, (content, mode) in made.files.items():
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(mode)


def _write_programs(lab: Lab, module: str) -> None:
    said = {
        "path": Path(__file__).resolve().parents[2],
        "python": sys.executable,
        "folder": lab.folder,
        "module": module,
    }
    for name, text in (("on", ON), ("docker", DOCKER)):
        path = lab.folder / "bin" / name
        path.write_text(text.format(**said))
        path.chmod(0o755)


def _await_routers(topology: Topology, lab: Lab) -> None:
    """Wait until each router that runs greets: it first connects to all of its nodes."""
    made, end = lab.plan(), time.monotonic() + WAIT
    running = {each.name for each in made.containers}
    for router in (each for each in topology.routers if each.name in running):
        check = router_health(router).test[1:]
        while True:
            ran = subprocess.run(
                engine_of(lab).inside(made.container(router.name), check),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            if not ran.returncode:
                break
            if time.monotonic() > end:
                raise LabError(f"{router.name} does not greet", f"see {lab.log(router.name)}")
            time.sleep(0.5)


def _await_vips(topology: Topology, lab: Lab) -> None:
    made, end = lab.plan(), time.monotonic() + 30
    for vip in topology.vips:
        while len(holders(lab, made, vip.address)) != 1:
            if time.monotonic() > end:
                raise LabError(f"nobody holds {vip.name}", f"see {lab.folder}/log")
            time.sleep(0.2)
