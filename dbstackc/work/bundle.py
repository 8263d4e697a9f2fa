"""A bundle: every file of a build, and the two files that tell where they come from.

`manifest.json` says what belongs to the bundle; `source-map.json` says which words made which line.
Neither knows where or when it was made.
"""

import hashlib
import json
import posixpath
from collections.abc import Mapping, Sequence

from dbstackc.base.diagnostic import Level
from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.emit.target import Artifact
from dbstackc.work.place import KEPT, MANIFEST

SOURCE_MAP = "source-map.json"
_NOWHERE = frozenset(("", ".", ".."))


@record(frozen=True, slots=True)
class Bundle:
    """Files by path, in name order but for the manifest, which is last: content and mode.

    artifacts: what they were made of, in name order.
    """

    files: Mapping[str, tuple[bytes, int]]
    artifacts: tuple[Artifact, ...]

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of every file but the manifest, by path."""
        return {
            path: hashlib.sha256(content).hexdigest()
            for path, (content, _) in self.files.items()
            if path != MANIFEST
        }


def bundle(
    artifacts: Sequence[Artifact],
    sources: Sequence[Source],
    version: str,
    options: Mapping[str, object],
    report: Report,
) -> Bundle | None:
    """Put artifacts together; None where they do not fit together, which is a fault of a target.

    sources: the files that were compiled, the one that was named last.
    options: what else decided the bytes, in JSON's types.

    Reports: artifact-path, artifact-twice.
    """
    ordered = tuple(sorted(artifacts, key=lambda artifact: artifact.path))
    if not _is_sound(ordered, report):
        return None
    names = {id(source): name for source, name in zip(sources, relative(sources), strict=True)}
    files = {artifact.path: (artifact.text.encode(), artifact.mode) for artifact in ordered}
    files[SOURCE_MAP] = (_source_map(ordered, names), 0o644)
    files = dict(sorted(files.items()))
    files[MANIFEST] = (_manifest(files, sources, names, version, options), 0o644)
    return Bundle(files, ordered)


def relative(sources: Sequence[Source]) -> list[str]:
    """Name each source as seen from the folder of the last one, with slashes."""
    if not sources:
        return []
    base = posixpath.dirname(sources[-1].name.replace("\\", "/"))
    return [
        posixpath.relpath(source.name.replace("\\", "/"), base or ".")
        if posixpath.isabs(source.name) == posixpath.isabs(base)
        else posixpath.basename(source.name)
        for source in sources
    ]


def _is_sound(ordered: Sequence[Artifact], report: Report) -> bool:
    seen: set[str] = set()
    folders: set[str] = set()
    kept = frozenset(KEPT)
    faults = []
    for artifact in ordered:
        path = artifact.path
        *above, name = path.split("/")
        if path in seen or path in (MANIFEST, SOURCE_MAP):
            faults.append(("artifact-twice", f"two targets write `{path}`"))
        elif (
            name in _NOWHERE
            or not _NOWHERE.isdisjoint(above)
            or not kept.isdisjoint(above)
            or not path.isprintable()
            or "\\" in path
        ):
            faults.append(("artifact-path", f"a target writes outside its place: `{path}`"))
        seen.add(path)
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    faults += [
        ("artifact-twice", f"`{path}` is a file and a folder") for path in sorted(seen & folders)
    ]
    for rule, title in faults:
        report.say(Level.BUG, rule, title, at=None)
    return not faults


def _manifest(
    files: Mapping[str, tuple[bytes, int]],
    sources: Sequence[Source],
    names: Mapping[int, str],
    version: str,
    options: Mapping[str, object],
) -> bytes:
    """Return the manifest: one line a file, in name order."""
    said = sorted(
        f'  {json.dumps(names[id(source)])}: "{hashlib.sha256(source.text.encode()).hexdigest()}"'
        for source in sources
    )
    lines = []
    for path, (content, mode) in files.items():
        entry = f'{{"mode": "{mode:04o}", "sha256": "{hashlib.sha256(content).hexdigest()}"}}'
        lines.append(f"  {json.dumps(path)}: {entry}")
    parts = (
        f'"made_by": {json.dumps(f"dbstackc {version}")}',
        f'"options": {json.dumps(dict(options), sort_keys=True)}',
        '"sources": {\n' + ",\n".join(said) + "\n }",
        '"files": {\n' + ",\n".join(lines) + "\n }",
    )
    return ("{\n " + ",\n ".join(parts) + "\n}\n").encode()


def _source_map(ordered: Sequence[Artifact], names: Mapping[int, str]) -> bytes:
    """Return the map from generated lines to what was written.

    sources: names. spans: [source, line, column, end line, end column], the end exclusive; all from
    1 but the source. runs: [line, span, line, span, …]: a span holds from its line to the next
    pair's. files: path to run. Equal runs are one, so that a file more costs a line at most.
    """
    sources: dict[int, int] = {}
    spans: dict[tuple[int, int, int], int] = {}
    runs: dict[tuple[int, ...], int] = {}
    known: dict[int, int] = {}
    held: list[Span] = []
    files = []

    def number(span: Span) -> int:
        key = (sources.setdefault(id(span.source), len(sources)), span.start, span.end)
        held.append(span)
        found = known[id(span)] = spans.setdefault(key, len(spans))
        return found

    for artifact in ordered:
        run: list[int] = []
        for line, span in artifact.trace:
            index = known.get(id(span))
            run += (line, number(span) if index is None else index)
        if run:
            files.append(f"{json.dumps(artifact.path)}: {runs.setdefault(tuple(run), len(runs))}")
    by_id = {id(span.source): span.source for span in held}
    order = [by_id[key] for key in sources]
    listed = (
        ("sources", "[]", [json.dumps(names.get(id(source), source.name)) for source in order]),
        ("spans", "[]", [json.dumps(_places(order[key[0]], *key)) for key in spans]),
        ("runs", "[]", [json.dumps(run) for run in runs]),
        ("files", "{}", files),
    )
    parts = (
        f'"{name}": {ends[0]}\n  ' + ",\n  ".join(lines) + f"\n {ends[1]}"
        for name, ends, lines in listed
    )
    return ("{\n " + ",\n ".join(parts) + "\n}\n").encode()


def _places(source: Source, index: int, start: int, end: int) -> tuple[int, int, int, int, int]:
    return (index, *source.place(start), *source.place(end))
