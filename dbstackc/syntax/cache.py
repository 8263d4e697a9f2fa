"""Where the parser's table is kept between runs.

Reading it back can run code (it is a pickle), so only a file that nobody else could have written is
used. Whatever is in the way, the answer is to do without.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path


def place(name: str) -> str | None:
    """Return the path of a cache file that only the user can write, or None.

    The file is there afterwards, perhaps empty. DBSTACKC_NO_CACHE=1 turns the cache off.
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
    path = f"{folder}/{name}"
    try:
        for missing in (base, folder):
            Path(missing).mkdir(mode=0o700, exist_ok=True)
        if not _is_ours(os.lstat(folder), stat.S_ISDIR):
            return None
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600))
        return path if _is_ours(os.lstat(path), stat.S_ISREG) else None
    except (OSError, ValueError):
        return None


def _is_ours(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    return is_kind(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
