"""Variables of a Compose file, and what a `.env` beside it says of them.

docker-compose 1.29 reads what stands in `${A:-…}` up to the first brace; Compose 2 reads it up to
the brace that closes it, and replaces what variables stand in there. A text is refused by both only
where a `${` begins no variable for either.

Source: docs.docker.com, "Interpolation"; docker-compose 1.29.2, config/interpolation.py; compose-go
2, template/template.go.
"""

import re
from collections.abc import Mapping

_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_HOW = re.compile(r":?[-?+]")
_BEGUN = re.compile(r"\{[A-Za-z_]\w*(?::?[-?+]|(?=\}))", re.ASCII)
DEEPEST = 20
"""How many variables may stand one inside the other."""


def is_broken(text: str) -> bool:
    """Tell whether a `${` of a text begins nothing."""
    at = text.find("$")
    while at >= 0:
        begun = _BEGUN.match(text, at + 1)
        end = text.find("}", begun.end()) if begun is not None else at
        if end < 0 or (begun is None and text.startswith("{", at + 1)):
            return True
        at = text.find("$", end + 1 + (begun is None and text.startswith("$", at + 1)))
    return False


def interpolated(text: str, variables: Mapping[str, str]) -> tuple[str, bool]:
    """Return a text with its variables, and whether all of them are known."""
    if "$" not in text:
        return text, True
    return _filled(text, variables, DEEPEST)


def _filled(text: str, variables: Mapping[str, str], depth: int) -> tuple[str, bool]:
    parts: list[str] = []
    at, certain = 0, True
    while (next_at := text.find("$", at)) >= 0:
        parts.append(text[at:next_at])
        value, at = _one(text, next_at, variables, depth)
        certain = certain and value is not None
        parts.append(text[next_at:at] if value is None else value)
    parts.append(text[at:])
    return "".join(parts), certain


def _one(text: str, at: int, variables: Mapping[str, str], depth: int) -> tuple[str | None, int]:
    """Return the value of what a `$` begins, None where it is not known, and where it ends."""
    if text.startswith("$$", at):
        return "$", at + 2
    braced = text.startswith("{", at + 1)
    name = _NAME.match(text, at + 1 + braced)
    if name is None:
        return "$", at + 1
    value = variables.get(name[0])
    if not braced:
        return value, name.end()
    how = _HOW.match(text, name.end())
    start = how.end() if how is not None else name.end()
    end = _closed(text, start)
    if end < 0 or (how is None and end != start):
        return "$", at + 1
    end += 1
    is_set = value is not None and (bool(value) or how is None or not how[0].startswith(":"))
    if how is None or how[0].endswith("?"):
        return (value if is_set else None), end
    if how[0].endswith("-"):
        return (value if is_set else _other(text[start : end - 1], variables, depth)), end
    return (_other(text[start : end - 1], variables, depth) if is_set else ""), end


def _other(text: str, variables: Mapping[str, str], depth: int) -> str | None:
    """Return what stands for a variable that is not set, itself with its variables."""
    if "$" not in text or not depth:
        return text
    value, certain = _filled(text, variables, depth - 1)
    return value if certain else None


def _closed(text: str, at: int) -> int:
    """Return where the brace closes that was opened before; the first one where none does."""
    first = text.find("}", at)
    depth, end = 1, first
    while end >= 0 and depth <= DEEPEST:
        depth += text.count("${", at, end) - 1
        if not depth:
            return end
        at, end = end + 1, text.find("}", end + 1)
    return first


def variables_of(text: str) -> dict[str, str]:
    """Return what a `.env` sets.

    Source: docs.docker.com, "Environment file".
    """
    found = {}
    for line in text.splitlines():
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#") and name.strip():
            found[name.strip()] = value.strip().strip("'\"")
    return found
