"""Oracle's MySQL, by `mysqld --validate-config`, for servers whose image is its own.

PXC's options are its own too, so its files are left to the stand-in.
Source: MySQL 8.4 manual, "Server Configuration Validation".
"""

import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from getpass import getuser
from tempfile import TemporaryDirectory

from dbstackc.verify.checkers.mariadbd import told
from dbstackc.verify.contract import Complaint, Desk, key_line
from dbstackc.work.program import find

GET = "install Oracle's package mysql-server; MariaDB has read the same files in its place"

_OURS = re.compile(
    r"(?:docker\.io/)?(?:library/)?mysql(?:/mysql-server|/community-server)?(?::|@|$)"
)


@lru_cache(maxsize=1)
def program() -> str | None:
    """Return where a mysqld is that is not MariaDB's by another name."""
    found = find("mysqld")
    if found is None:
        return None
    done = subprocess.run([found, "--version"], capture_output=True, text=True)
    return None if "MariaDB" in done.stdout else found


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is the option file of a server that runs in MySQL's own image."""
    if not path.endswith(".cnf"):
        return False
    node = path.rpartition("/")[2].removesuffix(".cnf")
    folder = "/".join(path.split("/")[:2])
    for place in (f"{folder}/compose.yml", "swarm/stack.yml"):
        text = desk.text(place)
        line = key_line(text, ("services", node, "image"))
        if line is not None and "image:" in (said := text.splitlines()[line - 1]):
            return bool(_OURS.match(said.partition(":")[2].strip().strip("\"'")))
    return False


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield its errors and its warnings; the folders that its image has are not this machine's.

    Source: MySQL 9.7, which fails where its built-in secure_file_priv is no folder.
    """
    with TemporaryDirectory() as data:
        apart = (f"--datadir={data}", "--secure-file-priv=", f"--user={getuser()}")
        words = (program() or "mysqld", f"--defaults-file={desk.at(path)}", *apart)
        said = desk.run(*words, "--validate-config")
    yield from told(desk, path, said.error, said.code)
