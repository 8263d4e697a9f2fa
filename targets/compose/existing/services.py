"""The services of a Compose file or a stack, as facts.

Source: docs.docker.com, "Compose file reference", "services", short and long syntax of each.
"""

from collections.abc import Iterator, Mapping, Sequence

from dbstackc.base.span import Span
from dbstackc.lint.facts import short
from dbstackc.lint.facts.container import Attached, Container, Mount, Port, Variable
from dbstackc.lint.facts.said import Said
from dbstackc.lint.yaml import Node

_PLAIN = ("host", "bridge")
"""Network modes that mean a network of the host itself, or one of the container's own."""


def container(name: Node, body: Node, by: str, files: Mapping[str, Mapping[str, str]]) -> Container:
    """Return a service.

    name: its key. by: compose or stack. files: of its configs and secrets, by "configs" and
    "secrets" and then by their names.
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
        environment=tuple(environment(body.get("environment"))),
        ports=tuple(port for each in _items(body.get("ports")) for port in _ports(each, by)),
        mounts=tuple(m for each in _items(body.get("volumes")) if (m := _mount(each)) is not None)
        + tuple(_granted(body, "configs", "config", files["configs"]))
        + tuple(_granted(body, "secrets", "secret", files["secrets"])),
        networks=networks,
        host_network=_said(host) if host is not None and host.said.text == "host" else _host(body),
        shares=_said(host) if host is not None and host.said.text not in _PLAIN else None,
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
        depends=tuple(_needed(body.get("depends_on"))),
        memory=_said(body.get("mem_limit")) or _said(limits),
        user=_said(body.get("user")),
        profiled=body.get("profiles") is not None,
        labels=dict(_labels(body.get("labels"))),
    )


def _labels(node: Node | None) -> Iterator[tuple[str, Said]]:
    for key, value in node.pairs if node is not None else ():
        if value.kind == "scalar" and value.certain:
            yield key.said.text, value.said
    for each in node.items if node is not None else ():
        name, said = short.assigned(each.said.text, each.span)
        if said is not None and each.certain:
            yield name, said


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


def _needed(node: Node | None) -> Iterator[Said]:
    """Yield the services that must be there; Compose goes on without one that is not required."""
    for said in _names(node):
        required = node.walk(said.text, "required") if node is not None else None
        if required is None or required.said.text.lower() != "false":
            yield said


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


def environment(node: Node | None) -> Iterator[Variable]:
    """Yield the variables that a service is given."""
    if node is None:
        return
    for key, value in node.pairs:
        if value.kind == "scalar":
            is_null = value.plain and value.said.text in ("", "~", "null")
            yield _variable(
                key.said.text, None if is_null or not value.certain else value.said, key
            )
    for each in node.items:
        name, said = short.assigned(each.said.text, each.span)
        yield _variable(name, said if each.certain else None, each)


def _variable(name: str, said: Said | None, at: Node) -> Variable:
    span = (
        at.span.join(said.span)
        if said is not None and said.span.start >= at.span.start
        else at.span
    )
    return short.variable(name, said, span)


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
    if node.certain:
        yield from short.ports(node.said.text, node.span, mode)


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
    if not node.certain and not node.said.text.startswith((".", "/")):
        return None
    head = _head(node, node.said.text.partition(":")[0])
    return short.mount(node.said, head)


def _head(node: Node, text: str) -> Span:
    if node.span.text.startswith(text):
        return Span(node.span.source, node.span.start, node.span.start + len(text))
    return node.span


def _granted(body: Node, key: str, kind: str, files: Mapping[str, str]) -> Iterator[Mount]:
    for each in _items(body.get(key)):
        source, target = each.get("source"), each.get("target")
        name = source.said if source is not None else each.said
        folder = "/run/secrets/" if kind == "secret" else "/"
        inside = target.said if target is not None else name
        if not inside.text.startswith("/"):
            inside = Said(folder + inside.text, inside.span)
        is_file = kind == "config" or inside.text != f"/run/secrets/{name.text}"
        outside = Said(files.get(name.text, name.text) if is_file else name.text, name.span)
        yield Mount(kind=kind, outside=outside, inside=inside, span=each.span, readonly=True)


def _attached(node: Node | None) -> Iterator[Attached]:
    if node is None:
        return
    for each in node.items:
        yield Attached(network=each.said)
    for key, value in node.pairs:
        address = value.get("ipv4_address") or value.get("ipv6_address")
        aliases = tuple(each.said.text for each in _items(value.get("aliases")))
        yield Attached(network=key.said, address=_said(address), aliases=aliases)
