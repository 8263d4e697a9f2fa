"""The services of a Compose file or a stack, as facts.

Source: docs.docker.com, "Compose file reference", "services", short and long syntax of each.
"""

import re
from collections.abc import Iterator, Sequence

from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Attached, Container, Mount, Port, Variable
from dbstackc.lint.facts.said import Said

from .tree import Node

_PORT = re.compile(
    r"(?:(?P<address>\d+(?:\.\d+){3}|\[[^\]]*\]):)?(?:(?P<out>\d+(?:-\d+)?)?:)?"
    r"(?P<into>\d+(?:-\d+)?)(?:/(?P<kind>tcp|udp|sctp))?"
)
SECRET = re.compile(r"PASSWORD|PASSWD|PWD|_PASS$|SECRET|TOKEN|API_KEY|_AUTH$", re.I)
"""Names of variables whose values are secrets."""


def container(name: Node, body: Node, by: str) -> Container:
    """Return a service.

    name: its key. by: compose or stack.
    """
    deploy = body.get("deploy")
    limits = body.walk("deploy", "resources", "limits", "memory")
    mode = body.walk("deploy", "mode")
    restart = body.get("restart")
    if by == "stack":
        restart = body.walk("deploy", "restart_policy", "condition")
    host = body.get("network_mode")
    networks = tuple(_attached(body.get("networks")))
    called = [body.get("container_name"), body.get("hostname")]
    return Container(
        name=Said(name.said.text, name.span),
        span=name.span.join(body.span),
        by=by,
        image=_said(body.get("image")),
        names=tuple(
            dict.fromkeys(
                [
                    *(each.said.text for each in called if each is not None and each.certain),
                    *(alias for one in networks for alias in one.aliases),
                ]
            )
        ),
        command=tuple(_words(body.get("command"))),
        entrypoint=tuple(_words(body.get("entrypoint"))),
        environment=tuple(_environment(body.get("environment"))),
        ports=tuple(port for each in _items(body.get("ports")) for port in _ports(each, by)),
        mounts=tuple(m for each in _items(body.get("volumes")) if (m := _mount(each)) is not None)
        + tuple(_granted(body, "configs", "config"))
        + tuple(_granted(body, "secrets", "secret")),
        networks=networks,
        host_network=_said(host) if host is not None and host.said.text == "host" else _host(body),
        privileged=_true(body.get("privileged")),
        capabilities=tuple(s for each in _items(body.get("cap_add")) if (s := _said(each))),
        restart=_said(restart),
        replicas=_said(body.walk("deploy", "replicas")),
        everywhere=mode is not None and mode.said.text == "global",
        constraints=tuple(
            s
            for each in _items(deploy.walk("placement", "constraints") if deploy else None)
            if (s := _said(each))
        ),
        health=_health(body.get("healthcheck"), body.key("healthcheck")),
        depends=tuple(_names(body.get("depends_on"))),
        memory=_said(body.get("mem_limit")) or _said(limits),
        user=_said(body.get("user")),
        profiled=body.get("profiles") is not None,
    )


def _said(node: Node | None) -> Said | None:
    if node is None or node.kind != "scalar" or not node.certain:
        return None
    return node.said


def _items(node: Node | None) -> Sequence[Node]:
    if node is None:
        return ()
    return node.items if node.kind == "sequence" else (node,) if node.kind == "scalar" else ()


def _words(node: Node | None) -> Iterator[Said]:
    if node is None:
        return
    if node.kind == "scalar":
        for word in node.said.text.split():
            yield Said(word, node.span)
    for each in node.items:
        yield each.said


def _names(node: Node | None) -> Iterator[Said]:
    if node is None:
        return
    for each in node.items:
        yield each.said
    for key, _ in node.pairs:
        yield key.said


def _true(node: Node | None) -> Said | None:
    return (
        node.said if node is not None and node.said.text.lower() in ("true", "yes", "on") else None
    )


def _host(body: Node) -> Said | None:
    for said in _names(body.get("networks")):
        if said.text == "host":
            return said
    return None


def _health(node: Node | None, key: Node | None) -> Said | None:
    if node is None or key is None:
        return None
    disable = node.get("disable")
    test = node.get("test")
    if disable is not None and disable.said.text.lower() in ("true", "yes"):
        return None
    if test is not None and [s.text for s in _words(test)][:1] == ["NONE"]:
        return None
    return Said(" ".join(s.text for s in _words(test)), key.span)


def _environment(node: Node | None) -> Iterator[Variable]:
    if node is None:
        return
    for key, value in node.pairs:
        if value.kind == "scalar":
            is_null = value.plain and value.said.text in ("", "~", "null")
            yield _variable(
                key.said.text, None if is_null or not value.certain else value.said, key
            )
    for each in node.items:
        name, equals, text = each.said.text.partition("=")
        said = None
        if equals and each.certain:
            span = each.span
            if span.text.endswith(text):
                span = Span(span.source, span.end - len(text), span.end)
            said = Said(text, span)
        yield _variable(name, said, each)


def _variable(name: str, said: Said | None, at: Node) -> Variable:
    hidden = bool(SECRET.search(name)) and not name.endswith("_FILE")
    value = Said(said.text, said.span, hidden) if said is not None else None
    span = (
        at.span.join(said.span)
        if said is not None and said.span.start >= at.span.start
        else at.span
    )
    return Variable(name=name, value=value, span=span)


def _ports(node: Node, by: str) -> Iterator[Port]:
    mode = "ingress" if by == "stack" else "host"
    if node.kind == "mapping":
        target, published = node.get("target"), node.get("published")
        said = node.get("mode")
        kind = node.get("protocol")
        if target is None or not target.certain or target.said.number is None:
            return
        yield Port(
            outside=published.said.number if published is not None else None,
            inside=target.said.number,
            span=(published or target).span,
            protocol=kind.said.text if kind is not None else "tcp",
            mode=said.said.text if said is not None else mode,
        )
        return
    match = _PORT.fullmatch(node.said.text) if node.certain else None
    if match is None:
        return
    inside, outside = _range(match["into"]), _range(match["out"] or "")
    for index, into in enumerate(inside[:100]):
        yield Port(
            outside=outside[index] if index < len(outside) else None,
            inside=into,
            span=node.span,
            address=(match["address"] or "").strip("[]"),
            protocol=match["kind"] or "tcp",
            mode=mode,
        )


def _range(text: str) -> range:
    low, dash, high = text.partition("-")
    if not low:
        return range(0)
    first = int(low[:6])
    return range(first, min(int(high[:6]), 65535) + 1 if dash else first + 1)


def _mount(node: Node) -> Mount | None:
    if node.kind == "mapping":
        kind, target, source = node.get("type"), node.get("target"), node.get("source")
        if target is None:
            return None
        readonly = node.get("read_only")
        return Mount(
            kind=kind.said.text if kind is not None else "volume",
            outside=_said(source),
            inside=target.said,
            span=node.span,
            readonly=_true(readonly) is not None,
        )
    parts = node.said.text.split(":")
    if not node.certain and not node.said.text.startswith((".", "/")):
        return None
    if len(parts) == 1:
        return Mount(kind="volume", outside=None, inside=node.said, span=node.span)
    is_path = parts[0].startswith((".", "/", "~", "$"))
    return Mount(
        kind="bind" if is_path else "volume",
        outside=Said(parts[0], _head(node, parts[0])),
        inside=Said(parts[1], node.span),
        span=node.span,
        readonly="ro" in parts[2:],
    )


def _head(node: Node, text: str) -> Span:
    if node.span.text.startswith(text):
        return Span(node.span.source, node.span.start, node.span.start + len(text))
    return node.span


def _granted(body: Node, key: str, kind: str) -> Iterator[Mount]:
    for each in _items(body.get(key)):
        source, target = each.get("source"), each.get("target")
        name = source.said if source is not None else each.said
        folder = "/run/secrets/" if kind == "secret" else "/"
        inside = target.said if target is not None else name
        if not inside.text.startswith("/"):
            inside = Said(folder + inside.text, inside.span)
        yield Mount(kind=kind, outside=name, inside=inside, span=each.span, readonly=True)


def _attached(node: Node | None) -> Iterator[Attached]:
    if node is None:
        return
    for each in node.items:
        yield Attached(network=each.said)
    for key, value in node.pairs:
        address = value.get("ipv4_address") or value.get("ipv6_address")
        aliases = tuple(each.said.text for each in _items(value.get("aliases")))
        yield Attached(network=key.said, address=_said(address), aliases=aliases)
