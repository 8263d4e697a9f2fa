"""Docker's short syntax of ports, mounts and variables: the same in commands and in Compose files.

Source: docs.docker.com, "docker container run", --publish, --volume and --env; "Compose file
reference", "services", short syntax of ports and volumes.
"""

import re
from collections.abc import Iterator

from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Mount, Port, Variable
from dbstackc.lint.facts.said import Said

_PORT = re.compile(
    r"(?:(?P<address>\d+(?:\.\d+){3}|\[[^\]]*\]):)?(?:(?P<out>\d+(?:-\d+)?)?:)?"
    r"(?P<into>\d+(?:-\d+)?)(?:/(?P<kind>tcp|udp|sctp))?"
)
_SECRET = re.compile(r"PASSWORD|PASSWD|PWD|_PASS$|SECRET|TOKEN|API_KEY|_AUTH$", re.I)
_MOST = 100


def ports(text: str, span: Span, mode: str, protocol: str = "tcp") -> Iterator[Port]:
    """Yield the ports that a mapping opens, at most 100 of a range; none where it is no mapping.

    mode: host or ingress. protocol: where the mapping names none.
    """
    match = _PORT.fullmatch(text)
    if match is None:
        return
    inside, outside = _range(match["into"]), _range(match["out"] or "")
    for index, into in enumerate(inside[:_MOST]):
        yield Port(
            outside=outside[index] if index < len(outside) else None,
            inside=into,
            span=span,
            address=(match["address"] or "").strip("[]"),
            protocol=match["kind"] or protocol,
            mode=mode,
        )


def _range(text: str) -> range:
    low, dash, high = text.partition("-")
    if not low:
        return range(0)
    first = int(low[:6])
    return range(first, min(int(high[:6]), 65535) + 1 if dash else first + 1)


def mount(said: Said, head: Span) -> Mount:
    """Return what `OUTSIDE:INSIDE:OPTIONS` mounts; one part alone is an anonymous volume.

    said: all of it. head: where OUTSIDE is written.
    """
    parts = said.text.split(":")
    if len(parts) > 2 and len(parts[0]) == 1 and parts[2].startswith("/"):
        parts[:2] = [":".join(parts[:2])]  # a path of Windows
    if len(parts) == 1:
        return Mount(kind="volume", outside=None, inside=said, span=said.span)
    is_path = parts[0].startswith((".", "/", "~", "$")) or ":" in parts[0]
    return Mount(
        kind="bind" if is_path else "volume",
        outside=Said(parts[0], head),
        inside=Said(parts[1], said.span),
        span=said.span,
        readonly="ro" in parts[2:],
    )


def assigned(text: str, span: Span) -> tuple[str, Said | None]:
    """Return the name in `NAME=VALUE`, and the value at its own place; None without a `=`."""
    name, equals, value = text.partition("=")
    if not equals:
        return name, None
    if span.text.endswith(value):
        span = Span(span.source, span.end - len(value), span.end)
    return name, Said(value, span)


def variable(name: str, said: Said | None, span: Span) -> Variable:
    """Return a variable; its value is a secret where its name says so, and names no file."""
    is_secret = bool(_SECRET.search(name)) and not name.endswith("_FILE")
    value = Said(said.text, said.span, is_secret) if said is not None else None
    return Variable(name=name, value=value, span=span)
