"""From a topology to a bundle, and from a bundle to the disk."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.emit.load import names, targets
from dbstackc.emit.target import Artifact, Target
from dbstackc.model.topology import Topology
from dbstackc.work.bundle import Bundle, bundle
from dbstackc.work.files import report_unwritten
from dbstackc.work.place import MANIFEST, Standing, refuse_place, refuse_standing, survey


@record(frozen=True, slots=True)
class Change:
    """One path at which the bundle and the disk differ: what is there, and what should be.

    before: None for a file that is not there. after: None for one that no longer belongs.
    """

    path: str
    before: bytes | None
    after: bytes | None


def build(
    topology: Topology,
    sources: Sequence[Source],
    version: str,
    report: Report,
    *,
    chosen: Sequence[Target] | None = None,
    options: Mapping[str, object] | None = None,
) -> Bundle | None:
    """Return everything that a topology becomes; None where an error stands in the way.

    sources: the files it was compiled from, the one that was named last.
    chosen: targets to ask, all of ours if None.

    Reports: what targets report, artifact-path, artifact-twice.
    """
    asked = targets() if chosen is None else chosen
    artifacts = [each for target in asked for each in _ask(target, topology, report)]
    artifacts.sort(key=lambda artifact: artifact.path)
    for target in asked:
        finish = getattr(target, "finish", None)
        if finish is not None:
            artifacts += _named(target, finish, topology, tuple(artifacts), report)
    if report.has_errors:
        return None
    return bundle(artifacts, sources, version, options or {}, report)


def choose(only: Sequence[str], place: Path | None) -> list[Target]:
    """Load targets: ours and, beside them, those of a folder; `only` those named, if any.

    Every name in `only` must be known, and no name may be in both places.
    """
    chosen = targets([name for name in only if name in names()]) if not only or _ours(only) else []
    if place is not None:
        theirs = [name for name in only if name in names(place)]
        if theirs or not only:
            chosen += targets(theirs, place)
    return chosen


def _ours(only: Sequence[str]) -> bool:
    return any(name in names() for name in only)


def _ask(target: Target, topology: Topology, report: Report) -> Iterable[Artifact]:
    def all_of() -> list[Artifact]:
        return [target.write(document) for document in target.lower(topology, report)]

    return _named(target, all_of)


def _named(target: Target, call: Any, *given: object) -> list[Artifact]:
    """Call a part of a target; whatever it raises names the target."""
    try:
        return list(call(*given))
    except Exception as error:
        error.add_note(f"in the target `{target.name}`")
        raise


def compare(made: Bundle, place: Path) -> list[Change]:
    """Return where the disk differs from a bundle, in name order; raise OSError if unreadable."""
    standing = survey(place) if place.is_dir() else Standing()
    wanted = made.hashes
    suspect = set(standing.edited) | set(standing.missing)
    found = []
    for path, (content, _) in made.files.items():
        if path != MANIFEST and standing.hashes.get(path) == wanted[path] and path not in suspect:
            continue
        try:
            before = (place / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            before = None
        if before != content:
            found.append(Change(path, before, content))
    for path in standing.hashes:
        if path not in made.files and path not in standing.missing:
            found.append(Change(path, (place / path).read_bytes(), None))
    return sorted(found, key=lambda change: change.path)


def store(
    made: Bundle, place: Path, sources: Sequence[Path], report: Report, *, force: bool = False
) -> bool | None:
    """Write a bundle to a folder; return whether anything changed there, or None if refused.

    sources: the files it was made of, which the folder must not hold.
    force: drop edits of our files, and build around files of others.

    Reports: unsafe-output, output-taken, edited-output, cannot-write, left-behind.
    """
    from dbstackc.work.swap import settle, swap

    if refuse_place(place, sources, report):
        return None
    try:
        settle(place)
        standing = survey(place) if place.is_dir() else Standing()
    except OSError as error:
        report_unwritten(str(error.filename or place), error, report)
        return None
    if not force and refuse_standing(place, standing, report):
        return None
    if not (standing.edited or standing.missing) and _is_same(made, place):
        return False
    carried = [path for path in (*standing.kept, *standing.foreign) if path not in made.files]
    return True if swap(place, made.files, carried, report) else None


def _is_same(made: Bundle, place: Path) -> bool:
    try:
        return (place / MANIFEST).read_bytes() == made.files[MANIFEST][0]
    except OSError:
        return False
