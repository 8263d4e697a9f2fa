"""The flags of a command, as Docker's own command line takes them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Said

from .split import Word

_RUN = """
    detach init interactive no-healthcheck oom-kill-disable privileged publish-all quiet read-only
    rm sig-proxy tty disable-content-trust d i t q P
"""
RUN = frozenset(_RUN.split())
"""Switches of `docker run` and `docker create`. Source: docs.docker.com, "docker container run"."""

_SERVICE = """
    detach init no-healthcheck no-resolve-image quiet read-only tty with-registry-auth d q t
"""
SERVICE = frozenset(_SERVICE.split())
"""Switches of `docker service create`. Source: docs.docker.com, "docker service create"."""

NETWORK = frozenset(("attachable", "config-only", "ingress", "internal", "ipv6"))
"""Switches of `docker network create`. Source: docs.docker.com, "docker network create"."""

EXEC = frozenset(("detach", "interactive", "privileged", "tty", "d", "i", "t"))
"""Switches of `docker exec`. Source: docs.docker.com, "docker container exec"."""

BUILD = frozenset(
    ("compress", "disable-content-trust", "force-rm", "load", "no-cache", "pull", "push", "q",
     "quiet", "rm", "squash")
)  # fmt: skip
"""Switches of `docker build`. Source: docs.docker.com, "docker buildx build", "docker build"."""

SWARM = frozenset(("force-new-cluster", "autolock"))
"""Switches of `docker swarm init`. Source: docs.docker.com, "docker swarm init"."""

LONG = {
    "p": "publish", "v": "volume", "e": "env", "l": "label", "m": "memory", "u": "user",
    "h": "hostname", "w": "workdir", "a": "attach", "c": "cpu-shares", "net": "network",
    "o": "opt", "f": "file",
}  # fmt: skip
"""Long names of flags, by the others."""


class Flag(NamedTuple):
    """A flag by its long name, and its value; a switch has an empty one, with its own span."""

    name: str
    value: Said
    certain: bool
    span: Span


class Read(NamedTuple):
    """The flags of a command, and the words after them."""

    flags: tuple[Flag, ...]
    rest: tuple[Word, ...]

    def of(self, *names: str) -> Iterator[Flag]:
        """Yield the flags of some names, in order."""
        for flag in self.flags:
            if flag.name in names:
                yield flag

    def last(self, *names: str) -> Said | None:
        """Return the value of the last flag of some names, if it is certain."""
        found = None
        for flag in self.of(*names):
            found = flag.value if flag.certain else None
        return found


def read(words: Sequence[Word], switches: frozenset[str], *, anywhere: bool = False) -> Read:
    """Take flags from words, up to the first that is none.

    switches: those that take no value. anywhere: whether flags may stand after other words.
    """
    flags: list[Flag] = []
    rest: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word.text == "--" or not word.text.startswith("-") or len(word.text) < 2:
            if not anywhere:
                rest += words[at:]
                break
            rest.append(word)
            at += 1
            continue
        at += _take(words, at, switches, flags)
    return Read(tuple(flags), tuple(rest))


def _take(words: Sequence[Word], at: int, switches: frozenset[str], flags: list[Flag]) -> int:
    """Take the flags of one word; return how many words they are."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if word.text.startswith("--"):
        name, equals, text = word.text[2:].partition("=")
        long = LONG.get(name, name)
        if equals:
            flags.append(Flag(long, _part(word, text), word.certain, word.span))
            return 1
        if name in switches or following is None:
            flags.append(Flag(long, Said("", word.span), True, word.span))
            return 1
        flags.append(Flag(long, Said(following.text, following.span), following.certain, word.span))
        return 2
    letters = word.text[1:]
    for index, letter in enumerate(letters):
        if letter in switches:
            flags.append(Flag(letter, Said("", word.span), True, word.span))
            continue
        long = LONG.get(letter, letter)
        text = letters[index + 1 :].removeprefix("=")
        if text:
            flags.append(Flag(long, _part(word, text), word.certain, word.span))
            return 1
        if following is None:
            return 1
        flags.append(Flag(long, Said(following.text, following.span), following.certain, word.span))
        return 2
    return 1


def _part(word: Word, text: str) -> Said:
    """Return the end of a word, with the place of it where it is written as it is meant."""
    written = word.span.text
    if written.endswith(text):
        return Said(text, Span(word.span.source, word.span.end - len(text), word.span.end))
    return Said(text, word.span)
