"""Where a text is kept between runs, in the user's cache folder.

What is read back decides what files mean, so only a file that nobody else could have written
counts. Whatever is in the way, the answer is to do without.
"""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zlib import crc32

_MOST = 1 << 20
"""Bytes that are read at most."""


def read(name: str) -> str | None:
    """Return what was kept under a name, or None."""
    folder = _folder()
    if folder is None:
        return None
    try:
        number = os.open(f"{folder}/{name}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(number, "rb") as file:
            if not _is_ours(os.fstat(number), stat.S_ISREG):
                return None
            check, _, content = file.read(_MOST).partition(b"\n")
        return content.decode() if check == _check(content) else None
    except (OSError, ValueError):
        return None


def write(name: str, text: str) -> None:
    """Keep a text under a name, if that can be done; a reader finds the old or the new whole."""
    folder = _folder()
    if folder is None:
        return
    passing = f"{folder}/{name}.{os.getpid()}"
    try:
        content = text.encode()
        number = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(_check(content) + b"\n" + content)
        Path(passing).replace(f"{folder}/{name}")
    except (OSError, ValueError):
        with suppress(OSError):
            Path(passing).unlink()


def _check(content: bytes) -> bytes:
    """Return what tells a damaged file from a whole one."""
    return b"%08x" % crc32(content)


def _folder() -> str | None:
    """Return the cache folder, made if it is missing, or None if it is not the user's alone.

    DBSTACKC_NO_CACHE=1 does without it.
    """
    if os.environ.get("DBSTACKC_NO_CACHE", "") not in ("", "0") or not hasattr(os, "getuid"):
        return None
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not base.startswith("/"):
        home = os.environ.get("HOME", "")
        if not home.startswith("/"):
            return None
        base = f"{home}/.cache"
    folder = f"{base}/dbstackc"
    try:
        for missing in (base, folder):
            Path(missing).mkdir(mode=0o700, exist_ok=True)
        return folder if _is_ours(os.lstat(folder), stat.S_ISDIR) else None
    except (OSError, ValueError):
        return None


def _is_ours(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    return is_kind(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
