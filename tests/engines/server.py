"""One MariaDB that no network reaches, to ask it about SQL."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

from tests.engines.need import find, need

SECONDS = 60
"""How long a start or a stop may take on a busy machine; a quiet one needs two seconds."""

ASKER = "asker"


@dataclass(frozen=True, slots=True)
class Server:
    """A running MariaDB, by the socket that an account of its own may use without a password.

    SQL under test may change root's password, so root is asked for nothing once `user` exists.
    """

    socket: Path
    user: str = "root"

    def ask(self, sql: str) -> str:
        """Run SQL and return the server's complaint, or nothing."""
        done = self._client(sql)
        return (done.stderr.strip() or "failed in silence") if done.returncode else ""

    def rows(self, sql: str) -> list[list[str]]:
        """Run SQL and return the rows of its results."""
        done = self._client(sql)
        if done.returncode:
            raise AssertionError(done.stderr)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def _client(self, sql: str) -> subprocess.CompletedProcess[str]:
        client = find("mariadb") or "mariadb"
        options = ["--no-defaults", f"--socket={self.socket}", f"--user={self.user}", "--batch"]
        return subprocess.run(
            [client, *options, "--skip-column-names"],
            input=sql,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )


@contextmanager
def running(*options: str) -> Iterator[Server]:
    """Start a fresh MariaDB without a network, hand it over, and stop it.

    options: further options of the server, such as `--log-bin`.
    """
    need("mariadbd", "mariadb-install-db", "mariadb")
    # A socket's path may be 107 bytes long at most: pytest's folders are deeper than that allows.
    place = Path(tempfile.mkdtemp(prefix="dbs-"))
    try:
        _install(place)
        socket, log = place / "socket", place / "log"
        command = [
            find("mariadbd") or "mariadbd",
            "--no-defaults",
            f"--user={getuser()}",
            "--skip-networking",
            "--innodb-flush-log-at-trx-commit=0",
            f"--datadir={place / 'rows'}",
            f"--socket={socket}",
            f"--pid-file={place / 'pid'}",
            f"--tmpdir={place}",
            *options,
        ]
        with log.open("wb") as out:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        try:
            server = Server(socket)
            _await(server, process, log)
            said = server.ask(f"CREATE USER {ASKER}; GRANT ALL ON *.* TO {ASKER} WITH GRANT OPTION")
            assert said == ""
            yield Server(socket, ASKER)
        finally:
            process.terminate()
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _install(place: Path) -> None:
    command = [
        find("mariadb-install-db") or "mariadb-install-db",
        "--no-defaults",
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
        f"--user={getuser()}",
        f"--datadir={place / 'rows'}",
        f"--tmpdir={place}",  # a server that starts removes temporary tables, others' too
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr


def _await(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < until:
        if server.socket.exists() and not server.ask("SELECT 1"):
            return
        time.sleep(0.05)
    raise AssertionError(f"MariaDB did not start:\n{log.read_text(errors='replace')}")
