"""One MariaDB of a check's own: no network, no data, gone with the check."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from dbstackc.verify.contract import Desk
from dbstackc.work.program import Answer, SilentError, find

PROGRAMS = ("mariadbd", "mariadb-install-db", "mariadb", "unshare", "setpriv")

START = 60
"""Seconds that a start or a stop may take; a quiet machine needs two."""

ASKER = "asker"
"""An account of our own: files may change root's password."""

_MADE = (
    "SELECT CONCAT('USER ', QUOTE(user), '@', QUOTE(host)) FROM mysql.user UNION "
    "SELECT CONCAT('DATABASE `', REPLACE(schema_name, '`', '``'), '`') "
    "FROM information_schema.schemata"
)
_HASTY = ("--debug-no-sync", "--innodb-log-file-size=4M", "--innodb-flush-log-at-trx-commit=0")
"""What the disk need not keep: the folder is gone with the check. A folder is made in 1 s, not 4.

Source: MariaDB manual, "mariadbd Options", --debug-no-sync.
"""

_STILL = ("STOP ALL SLAVES", "RESET SLAVE ALL", "SET GLOBAL read_only = OFF")
_FED = 'exec "$@" <"$0"'


class Served:
    """A server that runs files one after another, and forgets each before the next.

    socket: where it listens.
    """

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self._words = (
            *("mariadb", "--no-defaults", f"--socket={socket}", f"--user={ASKER}"),
            *("--force", "--batch", "--skip-column-names"),
        )
        self._lock = Lock()

    def run(self, desk: Desk, path: str) -> Answer:
        """Run a file of SQL, all of it, and undo what it made: accounts, databases, replication.

        The client obeys no command of its own in it, such as one to run a program.
        """
        with self._lock:
            before = self._made(desk)
            said = desk.run("sh", "-c", _FED, desk.at(path), *self._words, "--binary-mode")
            undo = [f"DROP {each}" for each in sorted(self._made(desk) - before)]
            self._ask(desk, "; ".join((*_STILL, *undo)))
        return said

    def answers(self, desk: Desk) -> bool:
        """Return whether it lets our account in."""
        return not self._ask(desk, "SELECT 1").code

    def _made(self, desk: Desk) -> set[str]:
        return set(self._ask(desk, _MADE).out.splitlines())

    def _ask(self, desk: Desk, sql: str) -> Answer:
        return desk.run(*self._words, "-e", sql)


@contextmanager
def serve(desk: Desk) -> Iterator[Served]:
    """Start a server, hand it over, and stop it; raise SilentError where it does not start.

    It sits in a network namespace of its own, so a replica finds no source, and dies with us.
    """
    # A socket's path may be 107 bytes long at most.
    with TemporaryDirectory(prefix="dbs-") as folder:
        place = Path(folder)
        data, socket, first = place / "rows", place / "socket", place / "first.sql"
        # A server that starts removes all temporary tables in that folder, those of others too.
        # Source: MariaDB 10.11, sql/sql_base.cc, mysql_rm_tmp_tables.
        own = f"--tmpdir={place}"
        # one statement a line is what an init-file may hold
        first.write_text(
            f"CREATE USER {ASKER}@localhost;\n"
            f"GRANT ALL ON *.* TO {ASKER}@localhost WITH GRANT OPTION;\n"
        )
        made = desk.run(
            *("mariadb-install-db", "--no-defaults", "--auth-root-authentication-method=normal"),
            *("--skip-test-db", "--user=root", f"--datadir={data}", own),
            *_HASTY,
            alone=True,
        )
        if made.code:
            raise SilentError("mariadb-install-db")
        command = (
            *("mariadbd", "--no-defaults", "--user=root", "--skip-networking", "--local-infile=0"),
            *(*_HASTY, "--log-bin", "--server-id=4294967295"),
            *(f"--secure-file-priv={place}", f"--datadir={data}", own),
            *(f"--socket={socket}", f"--pid-file={place / 'pid'}", f"--init-file={first}"),
        )
        # a server whose check was killed is killed by the kernel
        apart = (find("setpriv") or "setpriv", "--pdeathsig=KILL", *desk.apart(), *command)
        with subprocess.Popen(
            apart, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                served = Served(socket)
                _await(served, desk, process)
                yield served
            finally:
                process.terminate()
                try:
                    process.wait(START)
                except subprocess.TimeoutExpired:
                    process.kill()


def _await(served: Served, desk: Desk, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START
    while process.poll() is None and time.monotonic() < end:
        if served.answers(desk):
            return
        time.sleep(0.05)
    raise SilentError("mariadbd")
