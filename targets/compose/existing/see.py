"""What a Compose file or a stack says, as facts."""

from collections.abc import Iterator

from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Net, Part, Volume
from dbstackc.lint.facts.image import Built
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.yaml import Node

from .file import File
from .services import container, environment

_OF_STACKS = ("placement", "update_config", "rollback_config", "endpoint_mode")
"""Keys of `deploy` that only a Swarm heeds."""


def see(file: File) -> Iterator[Fact]:
    """Yield the files that a file takes in, and its services, networks and volumes, in order.

    Those of what it includes are that file's own.
    """
    root = file.root if file.amends else file.whole
    if root is None or root.kind != "mapping":
        return
    for each in file.taken:
        yield Part(name=each.place, span=each.place.span, file=each.name, how=each.how)
    others = {each.name for each in file.taken if each.how == "beside"}
    yield from (fact for fact in _facts(root) if fact.span.source.name not in others)


def _facts(root: Node) -> Iterator[Fact]:
    by = kind_of(root)
    files = {
        key: {
            name.said.text: place.said.text
            for name, body in _pairs(root.get(key))
            if (place := body.get("file")) is not None and place.certain
        }
        for key in ("configs", "secrets")
    }
    for name, body in services(root):
        if body.kind == "mapping":
            yield container(name, body, by, files)
            yield from _built(body)
    for name, body in _pairs(root.get("networks")):
        yield _net(name, body)
    for name, body in _pairs(root.get("volumes")):
        driver = body.get("driver")
        yield Volume(
            name=name.said,
            span=name.span.join(body.span),
            driver=driver.said if driver is not None else None,
            outer=_is_outer(body),
        )


def _built(body: Node) -> Iterator[Built]:
    """Yield the image that a service is built as, where a folder says all of it."""
    built = body.get("build")
    if built is None or built.kind == "null":
        return
    if built.kind == "mapping":
        keys = {key.said.text for key, _ in built.pairs}
        built = built.get("context") if keys <= {"context", "args", "network", "pull"} else None
    for image in _certain(body.get("image")):
        for folder in _certain(built):
            if "://" not in folder.text:
                yield Built(name=image, span=image.span, folder=folder)


def services(root: Node) -> Iterator[tuple[Node, Node]]:
    """Yield the services of a file by their keys; of the first version, all of its keys."""
    inside = root.get("services")
    if inside is not None:
        yield from inside.pairs
    elif any(body.get("image") or body.get("build") for _, body in root.pairs):
        yield from (pair for pair in root.pairs if pair[0].said.text != "version")


def kind_of(root: Node) -> str:
    """Return stack where something is said that only a Swarm heeds, else compose."""
    for _, body in services(root):
        deploy = body.get("deploy")
        mode = deploy.get("mode") if deploy is not None else None
        if mode is not None and mode.said.text != "replicated":
            return "stack"
        if deploy is not None and any(deploy.get(key) is not None for key in _OF_STACKS):
            return "stack"
    nets = root.get("networks")
    for _, body in nets.pairs if nets is not None else ():
        driver = body.get("driver")
        if driver is not None and driver.said.text == "overlay":
            return "stack"
    return "compose"


def secrets(file: File) -> Iterator[Span]:
    """Yield where passwords stand."""
    for _, body in services(file.root) if file.root is not None else ():
        for variable in environment(body.get("environment")):
            if variable.value is not None and variable.value.secret:
                yield variable.value.span


def _pairs(node: Node | None) -> Iterator[tuple[Node, Node]]:
    if node is not None:
        yield from node.pairs


def _net(name: Node, body: Node) -> Net:
    subnets: list[Said] = []
    pool = gateway = None
    reserved: list[Said] = []
    configs = body.walk("ipam", "config")
    for each in configs.items if configs is not None else ():
        subnets += _certain(each.get("subnet"))
        pool = next(iter(_certain(each.get("ip_range"))), pool)
        gateway = next(iter(_certain(each.get("gateway"))), gateway)
        others = each.get("aux_addresses")
        for _, value in others.pairs if others is not None else ():
            reserved += _certain(value)
    options = body.get("driver_opts")
    driver, attachable = body.get("driver"), body.get("attachable")
    encrypted = options.key("encrypted") if options is not None else None
    return Net(
        name=name.said,
        span=name.span.join(body.span) if body.span.start >= name.span.start else name.span,
        driver=driver.said if driver is not None else None,
        subnets=tuple(subnets),
        pool=pool,
        gateway=gateway,
        reserved=tuple(reserved),
        attachable=attachable.said if attachable is not None else None,
        encrypted=encrypted.said if encrypted is not None else None,
        parent=next(iter(_certain(options.get("parent"))), None) if options is not None else None,
        outer=_is_outer(body),
    )


def _is_outer(body: Node) -> bool:
    said = body.get("external")
    return said is not None and said.said.text.lower() not in ("false", "no", "off")


def _certain(node: Node | None) -> list[Said]:
    return [node.said] if node is not None and node.certain and node.said.text else []
