"""One client of a database: a `mariadb` that is told SQL line by line.

The program is there wherever the server is, so the laboratory needs no library for it. A session is
held open, as a pool of connections does, and given up when an answer does not come in time.
"""

import os
import re
import select
import subprocess
import time
from pathlib import Path

from dbstackc.base.record import record
from dbstackc.lab.need import LabError, find
from dbstackc.lab.state import Lab
from dbstackc.lab.way import Way
from dbstackc.lab.wire import SPACES

CONNECT = 2
"""Seconds that a connection may take."""

NEVER_DONE = re.compile(
    r"ERROR (?:1040|1045|1047|1053|1129|1203|1213|1290|2002|2003|2005)\b"
    r"|ERROR 2013 .* at '(?:handshake|reading)"
)
"""Refusals after which a statement was surely not carried out: no connection, or none that serves.

Source: MariaDB 10.11, include/mysqld_error.h, include/errmsg.h, sql-common/client.c (2013 names the
step of the handshake at which a connection was lost, and names none for one lost in a query).
"""


@record(frozen=True, slots=True)
class Account:
    """Where a client logs in, and as whom.

    options: a file with user and password, so that no list of processes shows them.
    """

    lab: Lab
    options: Path
    way: Way
    database: str

    def words(self) -> list[str]:
        """Return the words that run a client on the machine where it sits."""
        return [
            find("nsenter") or "nsenter",
            f"--net={SPACES / self.lab.space(self.way.machine)}",
            *(find("mariadb") or "mariadb", f"--defaults-file={self.options}", "--batch", "-N"),
            *(f"--connect-timeout={CONNECT}", "--protocol=tcp", "--unbuffered"),
            # else it would send a statement again that may have been carried out
            "--skip-reconnect",
            *(f"--host={self.way.address}", f"--port={self.way.port}", self.database),
        ]

    def ask(self, sql: str, seconds: float = 20) -> list[list[str]]:
        """Run SQL and return its rows; raise LabError where it fails."""
        try:
            done = subprocess.run(
                self.words(), input=sql, capture_output=True, text=True, timeout=seconds
            )
        except subprocess.TimeoutExpired:
            raise LabError(f"{self.way.address}:{self.way.port} does not answer") from None
        if done.returncode:
            raise LabError(f"{self.way.address}:{self.way.port}: {done.stderr.strip()}")
        return [line.split("\t") for line in done.stdout.splitlines()]


@record(frozen=True, slots=True)
class Answer:
    """What came of a statement.

    is_done: the server said so. is_refused: it surely did nothing. Neither: nobody knows.
    lines: what it said.
    """

    is_done: bool
    is_refused: bool = False
    lines: tuple[str, ...] = ()


class Session:
    """A connection that lasts until it fails."""

    def __init__(self, account: Account) -> None:
        self._process = subprocess.Popen(
            account.words(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        )

    def tell(self, sql: str, seconds: float) -> Answer:
        """Tell one statement, and wait for its answer so many seconds."""
        process = self._process
        assert process.stdin and process.stdout and process.stderr
        said, end = b"", time.monotonic() + seconds
        try:
            process.stdin.write(f"{sql}; SELECT '{_LAST}';\n".encode())
        except BrokenPipeError:
            return Answer(is_done=False, is_refused=True)
        while not said.endswith(f"{_LAST}\n".encode()):
            came, _, _ = select.select([process.stdout], [], [], max(0.0, end - time.monotonic()))
            more = os.read(process.stdout.fileno(), 65536) if came else b""
            if not came:
                return Answer(is_done=False)
            if not more:
                why = process.stderr.read().decode(errors="replace")
                return Answer(is_done=False, is_refused=bool(NEVER_DONE.search(why)))
            said += more
        return Answer(is_done=True, lines=tuple(said.decode(errors="replace").splitlines()[:-1]))

    def close(self) -> None:
        """Give the connection up."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()


_LAST = "done"
