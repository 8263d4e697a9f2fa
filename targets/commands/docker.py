"""What `docker` commands start and make, as facts."""

import re
from collections.abc import Callable, Iterator, Sequence

from dbstackc.base.span import Span
from dbstackc.lint.facts import short
from dbstackc.lint.facts.container import Attached, Container, Mount, Net, Port, Variable, Volume
from dbstackc.lint.facts.image import Built
from dbstackc.lint.facts.machine import Label, Program, Pull, Range, Retag, Swarm
from dbstackc.lint.facts.reach import Way
from dbstackc.lint.facts.said import Fact, Said

from .flags import BUILD, EXEC, NETWORK, RUN, SERVICE, SWARM, Flag, Read, read
from .split import Command, Word

_IMAGE = re.compile(r"[A-Za-z0-9][\w./:@-]*", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)


def facts(command: Command) -> Iterator[Fact]:
    """Yield what a `docker` command makes; nothing of one that is only shown with words to fill."""
    words = list(command.words[1:])
    if words and words[0].text in ("container", "image", "buildx", "builder"):
        words = words[1:]
    if words and words[0].text == "context":
        yield from _context(command, words)
    if not words or not command.decided:
        return
    verb = words[0].text
    pair = f"{verb} {words[1].text}" if len(words) > 1 else verb
    single: dict[str, Callable[[Command, Sequence[Word]], Iterator[Fact]]] = {
        "run": _run, "create": _run, "exec": _exec, "tag": _tag, "pull": _pull,
        "build": _build,
    }  # fmt: skip
    double: dict[str, Callable[[Command, Sequence[Word]], Iterator[Fact]]] = {
        "service create": _service, "network create": _network, "volume create": _volume,
        "swarm init": _swarm, "swarm join": _swarm, "node update": _label,
        "node promote": _promote,
    }  # fmt: skip
    if pair in double:
        yield from double[pair](command, words[1:])
    elif verb in single:
        yield from single[verb](command, words)


def _run(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    found = read(words[1:], RUN)
    yield from _container(command, found, "run")


def _service(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    found = read(words[1:], SERVICE)
    yield from _container(command, found, "service")


def _container(command: Command, found: Read, by: str) -> Iterator[Fact]:
    if not found.rest or not _IMAGE.fullmatch(found.rest[0].text):
        return
    image = found.rest[0]
    name = found.last("name")
    networks = tuple(_attached(found))
    host = next((a.network for a in networks if a.network.text == "host"), None)
    privileged = next((flag.span for flag in found.of("privileged")), None)
    restart = found.last("restart", "restart-condition")
    yield Container(
        name=name if name is not None and _NAME.fullmatch(name.text) else Said("", image.span),
        span=command.span,
        by=by,
        image=Said(image.text, image.span) if image.certain else None,
        names=tuple(said.text for said in (found.last("hostname"),) if said is not None),
        command=tuple(Said(word.text, word.span) for word in found.rest[1:]),
        entrypoint=tuple(flag.value for flag in found.of("entrypoint")),
        environment=tuple(map(variable, found.of("env"))),
        ports=tuple(port for flag in found.of("publish") for port in _ports(flag, by)),
        mounts=tuple(m for flag in found.of("volume", "mount") if (m := _mount(flag)) is not None),
        networks=tuple(a for a in networks if a.network.text not in ("host", "none", "bridge")),
        host_network=host,
        privileged=Said("true", privileged) if privileged is not None else None,
        capabilities=tuple(flag.value for flag in found.of("cap-add")),
        restart=restart,
        replicas=found.last("replicas"),
        everywhere=(mode := found.last("mode")) is not None and mode.text == "global",
        constraints=tuple(flag.value for flag in found.of("constraint")),
        health=found.last("health-cmd"),
        memory=found.last("memory", "limit-memory"),
        user=found.last("user"),
        labels=dict(_labels(found)),
    )


def _labels(found: Read) -> Iterator[tuple[str, Said]]:
    for flag in found.of("label"):
        name, said = short.assigned(flag.value.text, flag.value.span)
        if said is not None and flag.certain:
            yield name, said


def variable(flag: Flag) -> Variable:
    """Return a variable of a container's environment."""
    name, said = short.assigned(flag.value.text, flag.value.span)
    return short.variable(name, said if flag.certain else None, flag.value.span)


def _ports(flag: Flag, by: str) -> Iterator[Port]:
    text, kind, mode = flag.value.text, "tcp", "ingress" if by == "service" else "host"
    if "=" in text:
        given = dict(part.partition("=")[::2] for part in text.split(","))
        text = f"{given.get('published', '')}:{given.get('target', '')}"
        kind, mode = given.get("protocol", "tcp"), given.get("mode", mode)
    if flag.certain:
        yield from short.ports(text, flag.value.span, mode, kind)


def _mount(flag: Flag) -> Mount | None:
    text, span = flag.value.text, flag.value.span
    if flag.name == "mount":
        given = dict(part.partition("=")[::2] for part in text.split(","))
        inside = given.get("target") or given.get("destination") or given.get("dst") or ""
        outside = given.get("source") or given.get("src")
        return Mount(
            kind=given.get("type", "volume"),
            outside=Said(outside, span) if outside else None,
            inside=Said(inside, span),
            span=span,
            readonly="readonly" in given or "ro" in given,
        )
    return short.mount(Said(text, span), span)


def _attached(found: Read) -> Iterator[Attached]:
    address = found.last("ip", "ip6")
    aliases = tuple(flag.value.text for flag in found.of("network-alias"))
    for number, flag in enumerate(found.of("network")):
        if flag.certain:
            name = flag.value
            if "name=" in name.text:
                given = dict(part.partition("=")[::2] for part in name.text.split(","))
                name = Said(given.get("name", ""), name.span)
            yield Attached(network=name, address=None if number else address, aliases=aliases)


def _network(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    yield from network(words[1:], command.span)


def network(words: Sequence[Word], at: Span) -> Iterator[Fact]:
    """Yield the network that `docker network create` makes of its words; at: all of them."""
    found = read(words, NETWORK, anywhere=True)
    if len(found.rest) != 1 or not _NAME.fullmatch(found.rest[0].text):
        return
    name = found.rest[0]
    driver = found.last("driver") or found.last("d")
    options = [flag.value for flag in found.of("opt") if flag.certain]
    encrypted = next((said for said in options if said.text.startswith("encrypted")), None)
    parent = next((said for said in options if said.text.startswith("parent=")), None)
    yield Net(
        name=Said(name.text, name.span),
        span=at,
        driver=driver,
        subnets=tuple(flag.value for flag in found.of("subnet")),
        pool=found.last("ip-range"),
        gateway=found.last("gateway"),
        reserved=tuple(
            Said(flag.value.text.partition("=")[2] or flag.value.text, flag.value.span)
            for flag in found.of("aux-address")
        ),
        attachable=found.last("attachable"),
        encrypted=encrypted,
        parent=short.assigned(parent.text, parent.span)[1] if parent is not None else None,
    )


def _volume(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    found = read(words[1:], frozenset(), anywhere=True)
    if found.rest and _NAME.fullmatch(found.rest[0].text):
        name = found.rest[0]
        driver = found.last("driver") or found.last("d")
        yield Volume(name=Said(name.text, name.span), span=command.span, driver=driver)


def entered(command: Command) -> Said | None:
    """Return the container that a command opens a shell in: what follows is typed there."""
    words = command.words[1:]
    if not words or words[0].text != "exec" or not command.decided:
        return None
    rest = read(words[1:], EXEC).rest
    if len(rest) == 2 and rest[1].text.rpartition("/")[2] in ("bash", "sh", "ash"):
        return Said(rest[0].text, rest[0].span)
    return None


def _exec(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    found = read(words[1:], EXEC)
    if len(found.rest) > 1 and found.rest[0].certain:
        name, *rest = found.rest
        yield Program(
            name=Said(name.text, name.span),
            span=command.span,
            words=tuple(Said(word.text, word.span) for word in rest),
        )


def _tag(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    if len(words) == 3 and all(_IMAGE.fullmatch(word.text) and word.certain for word in words[1:]):
        old, new = words[1:]
        yield Retag(
            name=Said(old.text, old.span), span=command.span, second=Said(new.text, new.span)
        )


def _context(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    """Yield that machines are made known to docker by ssh, in whatever loop that is done."""
    for flag in read(words[1:], frozenset(), anywhere=True).of("docker"):
        if "host=ssh://" in flag.value.text:
            yield Way(name=Said("", flag.span), span=command.span, by="contexts")


def _build(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    found = read(words[1:], BUILD, anywhere=True)
    folder = found.rest[0] if len(found.rest) == 1 else None
    is_plain = found.last("file", "target") is None and not any(found.of("file", "target"))
    if folder is None or not folder.certain or not is_plain or folder.text == "-":
        return
    for flag in found.of("tag", "t"):
        if flag.certain and _IMAGE.fullmatch(flag.value.text):
            place = Said(folder.text, folder.span)
            yield Built(name=flag.value, span=command.span, folder=place)


def _pull(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    found = read(words[1:], frozenset(("quiet", "q", "all-tags", "a")))
    if found.rest and found.rest[0].certain and _IMAGE.fullmatch(found.rest[0].text):
        yield Pull(name=Said(found.rest[0].text, found.rest[0].span), span=command.span)


def _swarm(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    verb = words[0]
    found = read(words[1:], SWARM, anywhere=True)
    token = next(iter(found.of("token")), None)
    given = token.value if token is not None else None
    role = ""
    if given is not None and token is not None:
        role = next((r for r in ("manager", "worker") if r in given.span.text), "")
    address, own = found.last("advertise-addr"), None
    if verb.text == "join" and found.rest:
        address, own = Said(found.rest[0].text, found.rest[0].span), address
    yield Swarm(
        name=Said(verb.text, verb.span),
        span=command.span,
        address=address,
        own=own,
        role=role,
        token=Said(given.text, given.span, True)
        if given is not None
        and token is not None
        and token.certain
        and given.text.startswith("SWM")
        else None,
    )
    length = found.last("default-addr-pool-mask-length")
    for flag in found.of("default-addr-pool"):
        if flag.certain:
            yield Range(name=flag.value, span=flag.value.span, length=length)


def _promote(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    verb = words[0]
    for node in read(words[1:], frozenset(), anywhere=True).rest:
        if node.certain and _NAME.fullmatch(node.text):
            said = Said(node.text, node.span)
            yield Swarm(name=Said(verb.text, verb.span), span=node.span, node=said, role="manager")


def _label(command: Command, words: Sequence[Word]) -> Iterator[Fact]:
    found = read(words[1:], frozenset(), anywhere=True)
    if len(found.rest) != 1:
        return
    node = found.rest[0]
    for flag in found.of("label-add"):
        yield Label(name=flag.value, span=command.span, node=Said(node.text, node.span))
