"""Read the plain forms of the command line, without loading a library for it.

Whatever is not plainly one of them, help and mistakes included, is left to `cli.py`, which reads
every form by the same table. Where both answer, they give the same answer.
"""

from collections.abc import Mapping, Sequence

from dbstackc.surface.asked import Asked, Value
from dbstackc.surface.table import GLOBAL, Command, Flag, command


def read(argv: Sequence[str], environment: Mapping[str, str]) -> tuple[str, Asked] | None:
    """Return the command and what it was given, or None where `cli.py` has to read it."""
    values: dict[str, Value] = {}
    rest = list(argv)
    name = _flags(rest, GLOBAL, values, [])
    asked = None if name is None else command(name)
    if asked is None:
        return None
    flags = (*asked.flags, *GLOBAL)
    if any(flag.variable in environment for flag in flags):
        return None
    words: list[str] = []
    while rest:
        word = _flags(rest, flags, values, words)
        if word is None:
            return None
        if word:
            words.append(word)
    if not _place(asked, words, values):
        return None
    return asked.name, Asked(values)


def _flags(
    rest: list[str], flags: Sequence[Flag], values: dict[str, Value], words: list[str]
) -> str | None:
    """Take flags off the front until a word comes, and return it; None for what is not plain.

    The empty word stands for the end.
    """
    while rest:
        given = rest.pop(0)
        if given in ("", "--"):
            return None
        if given == "-" or not given.startswith("-"):
            return given
        name, equals, value = given.partition("=")
        flag = next((each for each in flags if name == each.name), None)
        if flag is None:
            flag = next((each for each in flags if given == each.short), None)
            equals = ""
        if flag is None or (equals and flag.kind in ("switch", "count")):
            return None
        if flag.kind == "switch":
            values[flag.key] = True
            continue
        if flag.kind == "count":
            before = values.get(flag.key)
            values[flag.key] = (before if isinstance(before, int) else 0) + 1
            continue
        if not equals:
            if not rest or rest[0].startswith("-"):
                return None
            value = rest.pop(0)
        if not value or (flag.choices and value not in flag.choices):
            return None
        if flag.kind == "many":
            before = values.get(flag.key)
            values[flag.key] = [*(before if isinstance(before, list) else ()), value]
        else:
            values[flag.key] = value
    return "" if words or values else None


def _place(asked: Command, words: list[str], values: dict[str, Value]) -> bool:
    """Give the words to the arguments; return whether they fit."""
    left = list(words)
    for argument in asked.arguments:
        if argument.many:
            if argument.required and not left:
                return False
            if left:
                values[argument.name] = left
            left = []
        elif left:
            values[argument.name] = left.pop(0)
        elif argument.required:
            return False
    return not left
