"""A real HAProxy with a file of ours, and what it thinks of its servers."""

import csv
import io
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engines.need import find, need

SECONDS = 20
"""How long a change may take to be seen; most take two."""


def free_ports(count: int) -> list[int]:
    """Return ports of 127.0.0.1 that nobody has now, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@dataclass(frozen=True, slots=True)
class Balancer:
    """A running HAProxy.

    page: the address of its status page, with the path. login: user and password, or None.
    log: what it printed.
    """

    page: str
    login: tuple[str, str] | None
    log: Path

    def states(self) -> dict[str, str]:
        """Return what HAProxy says of each server, as in `{"write/a1": "UP"}`.

        One that is not sure yet says `UP 1/3`: so does each before its first check.
        """
        request = urllib.request.Request(f"{self.page};csv")
        if self.login:
            token = b64encode(":".join(self.login).encode()).decode()
            request.add_header("Authorization", f"Basic {token}")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=5) as answer:
            text = answer.read().decode().removeprefix("# ")
        rows = csv.DictReader(io.StringIO(text))
        return {
            f"{row['pxname']}/{row['svname']}": row["status"]
            for row in rows
            if row["svname"] not in ("FRONTEND", "BACKEND")
        }

    def sees(self, **wanted: str) -> None:
        """Wait until servers are in a state; the names are as in `states`, with `__` for `/`."""
        expected = {name.replace("__", "/"): state for name, state in wanted.items()}
        found: dict[str, str] = {}

        def is_so() -> bool:
            found.update(self.states())
            return expected.items() <= found.items()

        if not wait(is_so):
            raise AssertionError(f"{expected} wanted, {found} seen\n{self._told()}")

    def _told(self) -> str:
        """Return what the log says of servers."""
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(line for line in lines if ";csv" not in line)


def wait(condition: Callable[[], bool], seconds: float = SECONDS) -> bool:
    """Return whether a condition comes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


@contextmanager
def running(text: str, page: str, login: tuple[str, str] | None = None) -> Iterator[Balancer]:
    """Start HAProxy with a file, hand it over, and stop it.

    text: the whole haproxy.cfg, its holes filled. page, login: as in Balancer.
    """
    need("haproxy")
    place = Path(tempfile.mkdtemp(prefix="dbs-"))
    config, log = place / "haproxy.cfg", place / "log"
    config.write_text(text, encoding="utf-8")
    try:
        with log.open("wb") as out:
            process = subprocess.Popen(
                [find("haproxy") or "haproxy", "-db", "-f", str(config)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
        try:
            balancer = Balancer(page, login, log)
            if not wait(lambda: _answers(balancer, process)):
                raise AssertionError(f"HAProxy did not start:\n{log.read_text(errors='replace')}")
            yield balancer
        finally:
            process.terminate()
            process.wait(SECONDS)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _answers(balancer: Balancer, process: subprocess.Popen[bytes]) -> bool:
    if process.poll() is not None:
        raise AssertionError(f"HAProxy ended:\n{balancer.log.read_text(errors='replace')}")
    try:
        return bool(balancer.states())
    except OSError:
        return False
