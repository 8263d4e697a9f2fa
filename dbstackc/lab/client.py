"""One client of a database: a `mariadb` that is told SQL line by line.

The program is there wherever the server is, so the laboratory needs no library for it. A session is
held open, as a pool of connections does, and given up when an answer does not come in time.
"""

import os
import select
import subprocess
from pathlib import Path

from dbstackc.base.record import record
from dbstackc.lab.need import LabError, find
from dbstackc.lab.plan import CLIENTS
from dbstackc.lab.state import Lab

CONNECT = 2
"""Seconds that a connection may take."""


@record(frozen=True, slots=True)
class Account:
    """Where a client logs in, and as whom.

    options: a file with user and password, so that no list of processes shows them.
    """

    lab: Lab
    options: Path
    address: str
    port: int
    database: str

    def words(self) -> list[str]:
        """Return the words that run a client on the clients' machine."""
        return [
            *("ip", "netns", "exec", self.lab.space(CLIENTS)),
            *(find("mariadb") or "mariadb", f"--defaults-file={self.options}", "--batch", "-N"),
            *(f"--connect-timeout={CONNECT}", "--protocol=tcp", "--unbuffered"),
            *(f"--host={self.address}", f"--port={self.port}", self.database),
        ]

    def at(self, address: str, port: int) -> "Account":
        """Return the same account at another place."""
        return Account(self.lab, self.options, address, port, self.database)

    def ask(self, sql: str, seconds: float = 20) -> list[list[str]]:
        """Run SQL and return its rows; raise LabError where it fails."""
        try:
            done = subprocess.run(
                self.words(), input=sql, capture_output=True, text=True, timeout=seconds
            )
        except subprocess.TimeoutExpired:
            raise LabError(f"{self.address}:{self.port} does not answer") from None
        if done.returncode:
            raise LabError(f"{self.address}:{self.port}: {done.stderr.strip()}")
        return [line.split("\t") for line in done.stdout.splitlines()]


class Session:
    """A connection that lasts until it fails."""

    def __init__(self, account: Account) -> None:
        self._process = subprocess.Popen(
            account.words(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )

    def tell(self, sql: str, answer: str, seconds: float) -> bool:
        """Tell SQL that answers with one line; return whether that line came in time."""
        process = self._process
        assert process.stdin and process.stdout
        try:
            process.stdin.write(sql.encode())
        except BrokenPipeError:
            return False
        came, _, _ = select.select([process.stdout], [], [], seconds)
        return bool(came) and os.read(process.stdout.fileno(), 4096) == answer.encode() + b"\n"

    def close(self) -> None:
        """Give the connection up."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
