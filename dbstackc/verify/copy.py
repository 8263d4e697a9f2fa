"""A copy of a bundle that engines may be asked about: nobody else can read it, and it is no secret.

Holes are filled with the same word everywhere. What a host has filled, and its secrets, stay there.
"""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dbstackc.emit.layout import FILLED, SECRETS

DUMMY = "Dummy000"
"""What stands for every secret: eight letters and digits, which every format takes as they are.

Source: keepalived 2.2.7, vrrp.h (auth_data has 8 bytes).
"""

HOLE = re.compile(rb"@@secret\.[\w.-]+@@")


@contextmanager
def copied(place: Path, paths: Iterable[str]) -> Iterator[Path]:
    """Copy files of a bundle to a folder of their own, and remove it in the end, whatever comes.

    paths: in the bundle. Raises OSError where one cannot be read.
    """
    desk = Path(tempfile.mkdtemp(prefix="dbstackc-verify-"))
    try:
        for path in paths:
            content = HOLE.sub(DUMMY.encode(), (place / path).read_bytes())
            _put(desk / path, content, (place / path).stat().st_mode & 0o755)
            if path.endswith("/fill.txt"):
                _fill(place / path, desk, place)
        yield desk
    finally:
        shutil.rmtree(desk, ignore_errors=True)


def _fill(table: Path, desk: Path, place: Path) -> None:
    """Do what `fill.sh` does by its table, with no secret."""
    folder = table.parent.relative_to(place)
    for line in table.read_text(encoding="utf-8", errors="replace").splitlines():
        kind, *fields = line.split("\t")
        if not fields or ".." in Path(fields[0]).parts or Path(fields[0]).is_absolute():
            continue
        if kind == "secret":
            _put(desk / folder / SECRETS / fields[0], DUMMY.encode(), 0o600)
        elif kind == "file" and (place / folder / fields[0]).is_file():
            content = HOLE.sub(DUMMY.encode(), (place / folder / fields[0]).read_bytes())
            _put(desk / folder / FILLED / fields[0], content, 0o600)


def _put(path: Path, content: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode | 0o600)
