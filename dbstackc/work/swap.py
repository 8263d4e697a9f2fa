"""Put a whole folder in place of another, or leave everything as it was.

The new folder is written beside the old one and takes its place by renaming. What must outlive a
rebuild is linked into the new folder first, so that at no moment it exists nowhere.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.work.files import put, reason, report_unwritten

Files = Mapping[str, tuple[bytes, int]]
"""Path, relative with slashes, to content and mode."""


def swap(place: Path, files: Files, carried: Sequence[str], report: Report) -> bool:
    """Make a folder hold exactly some files; return whether that was done.

    files: the last one is written last. Modes are exact, whatever the umask is.
    carried: files of the folder that is there, to be found in the new one too.

    Reports: cannot-write, left-behind.
    """
    real = Path(os.path.realpath(place))
    old = real.with_name(f".{real.name}.dbstackc-old")
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        with _lock(real.parent):
            recover(real)
            fresh = real.with_name(f".{real.name}.dbstackc-new")
            _remove(fresh)
            try:
                _write(str(fresh), files)
                _carry(real, fresh, carried)
                _exchange(fresh, real, old)
            finally:
                _remove(fresh)
            try:
                _remove(old)
            except OSError as error:
                report.say(
                    Level.WARNING,
                    "left-behind",
                    f"the bundle before this one is left in `{old}`: {reason(error)}",
                    at=None,
                )
            except BaseException:
                # interrupted: it holds passwords, so it goes all the same
                _remove(old)
                raise
    except OSError as error:
        report_unwritten(str(place), error, report)
        return False
    return True


def settle(place: Path) -> None:
    """Put back what a killed run took away, and take away what it left.

    To be done before anyone looks at what a folder holds. Raises OSError where it cannot be done.
    """
    real = Path(os.path.realpath(place))
    old, fresh = (real.with_name(f".{real.name}.dbstackc-{end}") for end in ("old", "new"))
    if old.exists() or fresh.exists():
        with _lock(real.parent):
            recover(real)
            _remove(fresh)
            _remove(old)


def recover(real: Path) -> None:
    """Put an old bundle back that a killed run took away and did not replace."""
    old = real.with_name(f".{real.name}.dbstackc-old")
    if old.exists() and not real.exists():
        old.rename(real)


def _write(root: str, files: Files) -> None:
    mask = os.umask(0)
    try:
        os.mkdir(root, 0o755)  # noqa: PTH102  a Path for each of 30,000 files is felt
        made = {""}
        for path, (content, mode) in files.items():
            folder = path.rpartition("/")[0]
            if folder not in made:
                _make(root, folder, made)
            put(f"{root}/{path}", content, mode)
    finally:
        os.umask(mask)


def _make(root: str, folder: str, made: set[str]) -> None:
    """Make a folder and those it lies in; note them as made."""
    above = folder.rpartition("/")[0]
    if above not in made:
        _make(root, above, made)
    os.mkdir(f"{root}/{folder}", 0o755)  # noqa: PTH102
    made.add(folder)


def _carry(real: Path, fresh: Path, carried: Sequence[str]) -> None:
    """Give files a second name in the new folder, or a copy where the system allows no second name.

    The folders they lie in keep their modes.
    """
    for path in carried:
        source, target = real / path, fresh / path
        if target.exists():
            raise FileExistsError(17, "a folder of the bundle has its name", str(source))
        for above in reversed(Path(path).parents[:-1]):
            if not (fresh / above).exists():
                (fresh / above).mkdir(0o700)
                (fresh / above).chmod((real / above).stat().st_mode & 0o7777)
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:
            shutil.copy2(source, target, follow_symlinks=False)


def _exchange(fresh: Path, real: Path, old: Path) -> None:
    try:
        if real.exists():
            _remove(old)
            real.rename(old)
        fresh.rename(real)
    except BaseException:
        recover(real)
        raise


def _remove(folder: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Let one build at a time write into a folder; others wait. Leaves no file behind."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        # not every file system knows locks; without one, two builds at once are the user's care
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
