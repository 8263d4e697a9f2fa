"""What the engine makes of the folders of a bundle: its form first, then its loader."""

from collections.abc import Iterator, Mapping

from .form import validate
from .form.definition import KINDS
from .loader import load

Complaints = list[tuple[int | None, str]]
"""Pairs of a line, from 1, or None, and what is refused there."""


def judge(files: Mapping[str, str]) -> Iterator[tuple[str, Complaints]]:
    """Yield each file of a router, in name order, with what the engine refuses of it.

    files: texts by path in the bundle. The loader stops at the first mistake, and is asked only
    where the form of all files is right.
    """
    folders: dict[str, dict[str, str]] = {}
    for path, text in sorted(files.items()):
        parts = path.split("/", 4)
        if len(parts) == 5 and parts[0] == "hosts" and parts[2] == "mycat":
            folders.setdefault("/".join(parts[:4]), {})[parts[4]] = text
    for folder, inside in folders.items():
        found: dict[str, Complaints] = {name: [] for name in inside}
        for kind in KINDS:
            name = f"{kind}.xml"
            if name in inside:
                errors = validate(kind, inside[name].encode())
                found[name] += [(error.line, error.message) for error in errors]
        if not any(found.values()):
            verdict = load(inside)
            name, line = verdict.where or ("server.xml", 1)
            if not verdict.accepted:
                found.setdefault(name, []).append((line, verdict.reason))
        yield from ((f"{folder}/{name}", said) for name, said in found.items())
