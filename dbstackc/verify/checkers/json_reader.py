"""Files of JSON, read by Python: no name twice in one object, which most readers pass over."""

import json
from collections.abc import Iterator

from dbstackc.verify.contract import Complaint, Desk

GET = "it is part of Python"


def program() -> str | None:
    """Return what reads."""
    return "python"


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is JSON."""
    return path.endswith(".json")


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield where it cannot be read, and names that are there twice."""
    twice: list[str] = []

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        twice.extend(sorted({name for name in names if names.count(name) > 1}))
        return dict(pairs)

    text = desk.text(path)
    try:
        json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        yield Complaint(path, error.msg, error.lineno)
    for name in twice:
        first = text.find(json.dumps(name))
        line = text.count("\n", 0, text.find(json.dumps(name), first + 1)) + 1
        yield Complaint(path, f"`{name}` is said twice, and the first is lost", line)
