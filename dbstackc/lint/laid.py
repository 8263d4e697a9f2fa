"""Which files commands lay over which: what is laid over another is no stack of its own."""

import re
from collections.abc import Iterable
from posixpath import basename, dirname, join, normpath, relpath

from dbstackc.base.record import replace
from dbstackc.lint.facts.container import Container, Net, Part, Volume
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.reader import Read, Text

_COMMAND = re.compile(
    r"\bdocker[ -](?:compose|stack[ \t]+deploy)\b(?P<rest>(?:[^\n;|&`\\]|\\\r?\n|\\.){1,1000})"
)
_INCLUDE = re.compile(r"^include:[ \t]*(?:#[^\n]*)?\r?\n(?P<body>(?:(?:[ \t-][^\n]*)?\n)+)", re.M)
_PATH = re.compile(r"(?:^|[ \t\[,'\"])(?P<path>[\w./-]+\.ya?ml)", re.M)
_FILE = re.compile(r"(?:^|\s)(?:-f|--file|-c|--compose-file)(?:[ \t]+|=)['\"]?(?P<path>[\w./-]+)")

_STARTED = frozenset(
    f"{name}.{end}" for name in ("compose", "docker-compose") for end in ("yml", "yaml")
)
"""Names that Compose looks for: what services of others extend is started itself, too."""


def with_chains(texts: Iterable[Text]) -> list[Text]:
    """Return texts, with what commands and other files among them say of them.

    Under a text is all that a command names with it: what is asked is which names there are.
    """
    found = list(texts)
    names = {normpath(text.source.name) for text in found}
    under: dict[str, dict[str, None]] = {}
    for text in found:
        for chain in _chains(text):
            if names.issuperset(chain):
                for name in chain[1:]:
                    others = under.setdefault(name, {})
                    others.update(dict.fromkeys(each for each in chain if each != name))
    parts = {name for text in found for name in _included(text)}
    return [
        replace(
            text,
            under=tuple(relpath(each, dirname(name) or ".") for each in under.get(name, {})),
            is_part=name in parts,
        )
        if (name := normpath(text.source.name)) in under or name in parts
        else text
        for text in found
    ]


def _included(text: Text) -> Iterable[str]:
    """Yield the files that a Compose file includes."""
    said = text.source.text
    match = _INCLUDE.search(said) if "include:" in said else None
    if match is not None:
        for found in _PATH.finditer(match["body"]):
            yield normpath(join(dirname(text.source.name), found["path"]))


def _chains(text: Text) -> Iterable[tuple[str, ...]]:
    """Yield the files that the commands of a text name together."""
    said = text.source.text
    if "docker" not in said or ("-f" not in said and "-c" not in said):
        return
    folder = dirname(text.source.name)
    for match in _COMMAND.finditer(said):
        paths = [found["path"] for found in _FILE.finditer(match["rest"])]
        if len(paths) > 1:
            yield tuple(normpath(join(folder, path)) for path in paths)


def without_parts(reads: Iterable[Read]) -> list[Read]:
    """Return what was read; what is another file's is told by that one alone."""
    found = list(reads)
    parts = {
        fact.file
        for read in found
        for fact in read.facts
        if isinstance(fact, Part)
        if fact.how == "over" or (fact.how == "base" and basename(fact.file) not in _STARTED)
    }
    if not parts:
        return found
    return [
        replace(
            read,
            facts=tuple(
                f for f in read.facts if not isinstance(f, (Container, Net, Options, Volume))
            ),
        )
        if read.source.name in parts
        else read
        for read in found
    ]
