"""The shape of a Compose file: which keys there are, and what each takes, in any version.

A shape is a name and the keys below it. A key is followed by what it takes: `text`, `number`,
`integer`, `bool`, `null`, `any`, a word among some (`one(a,b)`), a list (`[text]`; `[text]!` where
nothing may stand twice), a mapping of names (`<text>`), or a shape. A `*` marks a key that must be
there. What the page beside this module says is taken by docker-compose 1.29 or by Compose 2: what
only one of them refuses is no mistake of a file.

Source: compose-spec/compose-spec, schema/compose-spec.json; docker-compose 1.29.2,
config_schema_v1.json and compose_spec.json.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dbstackc.base.record import record

_FIRST = """
    build cap_add cap_drop cgroup_parent command container_name cpu_quota cpu_shares cpuset devices
    dns dns_search dockerfile domainname entrypoint env_file environment expose extends
    external_links extra_hosts hostname image ipc labels links log_driver log_opt mac_address
    mem_limit mem_swappiness memswap_limit net pid ports privileged read_only restart security_opt
    shm_size stdin_open stop_signal tty ulimits user volume_driver volumes volumes_from working_dir
    """
FIRST = frozenset(_FIRST.split())
"""Keys of a service in the first version of the format, where services stand at the top."""

GONE = {
    "dockerfile": "write it inside `build`",
    "log_driver": "write `driver` inside `logging`",
    "log_opt": "write `options` inside `logging`",
    "net": "write `network_mode`",
    "volume_driver": "write `driver` at the volume, under `volumes`",
}
"""Keys of the first version that later ones refuse, and what took their place."""

_SHORT = {
    "pairs": "<text | number | bool | null> | [text]!",
    "texts": "text | [text]!",
}


@record(frozen=True, slots=True)
class Type:
    """What a value may be, one of several.

    kind: as the page says it; list, names and shape for what has parts. inside: of a list and of
    a mapping of names, what each part may be. words: of one, those that it may be. once: whether
    nothing of a list may stand twice. name: of a shape.
    """

    kind: str
    inside: "tuple[Type, ...]" = ()
    words: tuple[str, ...] = ()
    once: bool = False
    name: str = ""


class Key(NamedTuple):
    """What a key takes, and whether it must be there."""

    takes: tuple[Type, ...]
    needed: bool


@lru_cache(maxsize=1)
def shapes() -> Mapping[str, Mapping[str, Key]]:
    """Return the keys of all shapes, by the names of shapes."""
    found: dict[str, dict[str, Key]] = {}
    name = ""
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("  "):
            key, _, takes = line.strip().partition(" ")
            found[name][key.rstrip("*")] = Key(_types(takes), key.endswith("*"))
        elif line:
            name = line
            found[name] = {}
    return found


_TOKEN = re.compile(r"one\([^)]*\)|\w+|\]!|[\[\]<>|]")


def _types(text: str) -> tuple[Type, ...]:
    for short, long in _SHORT.items():
        text = re.sub(rf"\b{short}\b", long, text)
    return _any_of(iter(_TOKEN.findall(text)))


def _any_of(tokens: Iterator[str]) -> tuple[Type, ...]:
    """Read alternatives up to the end, or to the bracket that closes them."""
    found: list[Type] = []
    for token in tokens:
        if token == "[":
            inside, last = _closed(tokens)
            found.append(Type("list", inside, once=last == "]!"))
        elif token == "<":
            found.append(Type("names", _closed(tokens)[0]))
        elif token.startswith("one("):
            found.append(Type("one", words=tuple(token[4:-1].split(","))))
        elif token != "|":
            is_plain = token in ("text", "number", "integer", "bool", "null", "any")
            found.append(Type(token) if is_plain else Type("shape", name=token))
    return tuple(found)


def _closed(tokens: Iterator[str]) -> tuple[tuple[Type, ...], str]:
    """Read what stands in brackets, and the bracket that closes them."""
    held: list[str] = []
    depth = 1
    for token in tokens:
        depth += (token in "[<") - (token in ("]", "]!", ">"))
        if not depth:
            return _any_of(iter(held)), token
        held.append(token)
    return _any_of(iter(held)), ""
