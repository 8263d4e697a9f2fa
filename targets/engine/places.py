"""The values of a JSON text with their places: of what `json` has found to be one already."""

import json
import re
from collections.abc import Iterator

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Said

_KEYS = """
    registry-mirrors registry-mirror insecure-registries insecure-registry log-driver log-opts
    log-opt data-root exec-opts storage-driver live-restore hosts host default-address-pools bip
    mtu dns metrics-addr experimental iptables userland-proxy default-ulimits
    max-concurrent-downloads debug tls tlsverify cgroup-parent ipv6 fixed-cidr builder features
    runtimes selinux-enabled userns-remap graph storage-opts icc ip-forward labels
"""
KEYS = tuple(_KEYS.split())
"""Keys by which a daemon.json is known, and two that people write in their place."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def values(source: Source) -> Iterator[tuple[str, Said]]:
    """Yield the dotted path of every plain value, and of every key, with its place.

    A key's own path has `#` in front: `#registry-mirror` is where that key is written.
    """
    trail: list[str | int] = []
    kinds: list[str] = []
    expects_key = False
    for match in _TOKEN.finditer(source.text):
        token, span = match[0], Span(source, match.start(), match.end())
        if token in "{[":
            kinds.append(token)
            trail.append("" if token == "{" else 0)
            expects_key = token == "{"
        elif token in "}]":
            if kinds:
                kinds.pop()
                trail.pop()
            expects_key = False
        elif token == ",":
            if kinds and kinds[-1] == "[":
                trail[-1] = int(trail[-1]) + 1
            expects_key = bool(kinds) and kinds[-1] == "{"
        elif token == ":":
            expects_key = False
        elif expects_key and token.startswith('"'):
            trail[-1] = json.loads(token)
            inner = Span(source, span.start + 1, span.end - 1)
            yield "#" + _path(trail), Said(str(trail[-1]), inner)
        else:
            text = json.loads(token) if token.startswith('"') else token
            inner = Span(source, span.start + 1, span.end - 1) if token.startswith('"') else span
            yield _path(trail), Said(text, inner)


def _path(trail: list[str | int]) -> str:
    return ".".join(map(str, trail))
