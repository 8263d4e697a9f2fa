"""The files of keepalived: silent in its own check, and the address moves when a door closes."""

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.artifacts import artifacts, topology
from tests.engines import ask
from tests.engines.balancer import wait
from tests.engines.need import need
from tests.engines.segment import Machine, machines

PASSWORD = "a#b !c'$"
"""Eight bytes that would each end or change a line outside of quotes."""

VIP = "10.77.0.100"

ROUTED = f"""
secret root, sst, app, admin, vrrp from env
host a, b at 10.77.0.[1..2] on eth0
pxc g {{
  nodes g[1..2] on a, b:9001
  root secret.root
  sst secret.sst
  user app with secret.app
}}
schema x on g
mycat m on a {{ user admin with secret.admin for x }}
haproxy h1 on a {{ listen sql on 13306 to m }}
haproxy h2 on b {{ listen sql on 13306 to m }}
vip door at {VIP}/24 to h1, h2 {{ %s }}
"""

BRIDGED = """
secret root, sst, app, vrrp from env
host a, b at 10.77.0.[1..2] on eth0
network net { driver bridge; subnet 172.18.0.0/16 }
external e at 172.18.0.2:3306
haproxy h[1..2] at 172.18.0.[7..8] in net on a { listen sql on 3306 to e }
## Inside; see "outer".
vip inner at 172.18.0.201 on eth0 to h[1..2] { auth secret.vrrp }
vip outer at 10.77.0.100/24 on eth0 to a, b {
  auth secret.vrrp
  verbatim "garp_master_refresh 60"
  forward 3306, 8888 to inner by rr { check every 3s; sticky 50s }
}
vip more at 10.77.0.101/24 on eth0 to b, a { track 3306; preempt yes; beat 200ms }
vip six at [fd00::9]/64 on eth0 to a
"""


def _files(text: str) -> dict[str, str]:
    made = artifacts(topology(text), "keepalived")
    return {path: each.text.replace("@@secret.vrrp@@", PASSWORD) for path, each in made.items()}


@pytest.mark.parametrize(
    "text",
    [ROUTED % "auth secret.vrrp", ROUTED % "beat 300ms", ROUTED % "preempt yes", BRIDGED],
    ids=["password", "beat", "preempt", "bridged"],
)
def test_keepalived_has_nothing_to_say(text: str, tmp_path: Path) -> None:
    files = _files(text)
    assert len(files) >= 2
    for index, content in enumerate(files.values()):
        path = tmp_path / f"{index}.conf"
        path.write_text(content, encoding="utf-8")
        assert ask.keepalived(path) == ""


@pytest.mark.parametrize("said", ["auth secret.vrrp", "beat 300ms"])
def test_the_address_moves_when_the_door_closes_and_is_held_once(said: str) -> None:
    need("keepalived", "haproxy", "bash")
    files, settings = list(_files(ROUTED % said).values()), _settings(ROUTED % said)
    with machines(["10.77.0.1/24", "10.77.0.2/24"]) as both, ExitStack() as stack:
        doors = [
            stack.enter_context(_door(machine, text))
            for machine, text in zip(both, settings, strict=True)
        ]
        for machine, text in zip(both, files, strict=True):
            stack.enter_context(_keeping(machine, text))
        assert wait(lambda: _holders(both) != []), "nobody holds the address"
        time.sleep(2)
        (first,) = _holders(both)

        _stop(doors[first])
        closed = time.monotonic()
        assert wait(lambda: _holders(both) == [1 - first]), _holders(both)
        assert time.monotonic() - closed < 6

        # The door opens again: a vip that moved stays where it is.
        stack.enter_context(_door(both[first], settings[first]))
        time.sleep(4)
        assert _holders(both) == [1 - first]

        # One that stands still has its port open, and answers nobody.
        doors[1 - first].send_signal(signal.SIGSTOP)
        closed = time.monotonic()
        assert wait(lambda: _holders(both) == [first]), _holders(both)
        assert time.monotonic() - closed < 6


def test_nobody_holds_the_address_while_no_door_is_open() -> None:
    need("keepalived", "haproxy", "bash")
    text = ROUTED % "beat 300ms"
    files = list(_files(text).values())
    with machines(["10.77.0.1/24", "10.77.0.2/24"]) as both, ExitStack() as stack:
        for machine, each in zip(both, files, strict=True):
            stack.enter_context(_keeping(machine, each))
        time.sleep(4)
        assert _holders(both) == []
        stack.enter_context(_door(both[1], _settings(text)[1]))
        assert wait(lambda: _holders(both) == [1])


def _holders(both: list[Machine]) -> list[int]:
    return [index for index, machine in enumerate(both) if machine.has(VIP)]


def _settings(text: str) -> list[str]:
    """Return haproxy.cfg of each balancer."""
    return [each.text for each in artifacts(topology(text), "haproxy").values()]


@contextmanager
def _door(machine: Machine, text: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run HAProxy on a machine; there need be no server behind its doors."""
    with tempfile.NamedTemporaryFile("w", suffix=".cfg") as config:
        config.write(text)
        config.flush()
        process = subprocess.Popen(
            machine.command("haproxy", "-db", "-f", config.name),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(20)


@contextmanager
def _keeping(machine: Machine, text: str) -> Iterator[None]:
    """Run keepalived on a machine; it must still run at the end."""
    place = Path(tempfile.mkdtemp(prefix="dbs-"))
    config, log = place / "keepalived.conf", place / "log"
    config.write_text(text, encoding="utf-8")
    config.chmod(0o600)
    # Two on one machine would find each other's pid files.
    options = [f"--pid={place / 'pid'}", f"--vrrp_pid={place / 'vrrp'}"]
    command = ["keepalived", "--dont-fork", "--log-console", f"--use-file={config}", *options]
    try:
        with log.open("wb") as out:
            process = subprocess.Popen(machine.command(*command), stdout=out, stderr=out)
        try:
            yield
            assert process.poll() is None, log.read_text(errors="replace")
        finally:
            process.terminate()
            process.wait(20)
    finally:
        shutil.rmtree(place, ignore_errors=True)
