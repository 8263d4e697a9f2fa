"""Where a bundle may be written, and what stands there already.

An output folder is replaced as a whole, so it must be one that holds nothing else.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dbstackc.base.record import field, record
from dbstackc.base.report import Report
from dbstackc.base.text import listed
from dbstackc.emit.layout import FILLED, SECRETS

MANIFEST = "manifest.json"
KEPT = (SECRETS, FILLED)
"""Folders, wherever they lie in a bundle, whose files are not ours: a rebuild carries them over."""


@record(slots=True)
class Standing:
    """What an output folder holds; every path is relative to it, in name order.

    hashes: what the manifest says of our files, path to SHA-256; empty where there is no bundle.
    edited: ours, but changed by someone else; missing: ours, and gone.
    kept: secrets and filled files; foreign: all other files that are not ours.
    """

    hashes: Mapping[str, str] = field(default_factory=dict)
    edited: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def refuse_place(place: Path, sources: Sequence[Path], report: Report) -> bool:
    """Report a folder that must not be replaced; return whether it is one.

    sources: the files that the bundle is made of.

    Reports: unsafe-output.
    """
    why = _why_unsafe(place, sources)
    if why:
        report.error(
            "unsafe-output",
            f"`{place}` cannot be the output folder: {why}",
            at=None,
            note="the output folder is replaced as a whole",
            help="name a folder of its own, as in `-o out`",
        )
    return bool(why)


def _why_unsafe(place: Path, sources: Sequence[Path]) -> str:
    if place.is_symlink():
        return "it is a symbolic link"
    real = Path(os.path.realpath(place))
    if real.exists() and not real.is_dir():
        return "it is a file"
    holds = {Path("/"): "it is the root of the file system"}
    if os.environ.get("HOME"):
        holds[Path(os.path.realpath(os.environ["HOME"]))] = "it holds your home folder"
    holds[Path.cwd()] = "it holds the folder you are in"
    for source in sources:
        holds[Path(os.path.realpath(source))] = f"it holds `{source}`"
    for inside, why in holds.items():
        if inside == real or real in inside.parents:
            return why
    if (real / ".git").exists():
        return "it is a Git repository"
    return ""


def survey(place: Path) -> Standing:
    """Look at what an output folder holds; raise OSError where it cannot be read.

    A file is known to be unchanged without reading it when it last changed before the manifest was
    written; the inode's own time cannot be set by hand.
    """
    root = str(place)
    manifest = read_manifest(place)
    hashes: dict[str, str] = {}
    written = 0
    if manifest:
        hashes = {path: entry["sha256"] for path, entry in sorted(manifest["files"].items())}
        written = (place / MANIFEST).stat().st_ctime_ns
    found = Standing(hashes=hashes)
    seen = set()
    for path, entry in _files(root, ""):
        if path == MANIFEST and manifest:
            continue
        if path in hashes:
            seen.add(path)
            plain = entry.is_file(follow_symlinks=False)
            if not plain or (
                entry.stat(follow_symlinks=False).st_ctime_ns >= written
                and _hash(entry.path) != hashes[path]
            ):
                found.edited.append(path)
        elif any(part in KEPT for part in path.split("/")[:-1]):
            found.kept.append(path)
        else:
            found.foreign.append(path)
    found.missing = [path for path in hashes if path not in seen]
    for paths in (found.edited, found.kept, found.foreign):
        paths.sort()
    return found


def read_manifest(place: Path) -> dict[str, Any] | None:
    """Return the manifest of a bundle of ours, or None where there is none."""
    try:
        manifest = json.loads((place / MANIFEST).read_bytes())
        entries = manifest["files"].values()
        ours = manifest["made_by"].startswith("dbstackc ")
        if ours and all(isinstance(entry["sha256"], str) for entry in entries):
            return dict(manifest)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return None


def refuse_standing(place: Path, standing: Standing, report: Report) -> bool:
    """Report files that a rebuild would lose; return whether there are any.

    Reports: output-taken, edited-output.
    """
    if standing.foreign and not standing.hashes:
        report.error(
            "output-taken",
            f"`{place}` holds files that dbstackc did not write",
            at=None,
            note=f"among them {_some(standing.foreign)}",
            help="name another folder, or give `--force` to build around them",
        )
        return True
    if standing.edited:
        report.error(
            "edited-output",
            f"`{place}` was edited by hand since it was built",
            at=None,
            note=f"edited: {_some(standing.edited)}",
            help="move the change into the .dbs file; `--force` drops it",
        )
    if standing.foreign:
        report.error(
            "edited-output",
            f"`{place}` holds files that were added since it was built",
            at=None,
            note=f"added: {_some(standing.foreign)}",
            help="move them elsewhere; `--force` builds around them",
        )
    return bool(standing.edited or standing.foreign)


def _some(paths: Sequence[str]) -> str:
    return listed([f"`{path}`" for path in paths], most=8)


def _files(root: str, prefix: str) -> "Iterator[tuple[str, os.DirEntry[str]]]":
    """Yield everything under a folder that is not a folder; symbolic links are not followed."""
    with os.scandir(f"{root}/{prefix}") as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(root, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry


def _hash(path: str) -> str:
    with open(path, "rb") as stream:  # noqa: PTH123  a Path for each of 30,000 files is felt
        return hashlib.sha256(stream.read()).hexdigest()
