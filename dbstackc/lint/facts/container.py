"""Containers, and what they share: from Compose, stacks and commands."""

from collections.abc import Mapping

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Fact, Said


@record(frozen=True, slots=True, kw_only=True)
class Port:
    """A port of the host that leads into a container; a range is as many of them.

    address: of the host, "" for every one. outside: None where Docker chooses it.
    protocol: tcp, udp or sctp. mode: host or ingress (a Swarm's routing mesh).
    """

    outside: int | None
    inside: int
    span: Span
    address: str = ""
    protocol: str = "tcp"
    mode: str = "host"


@record(frozen=True, slots=True, kw_only=True)
class Mount:
    """Something of the host, or of Docker, that a container sees.

    kind: bind, volume, tmpfs, config or secret. outside: a path as it is written (relative ones are
        relative to the file), also of what a config is made from; or the name of a volume, config
        or secret; None for an anonymous one.
    """

    kind: str
    outside: Said | None
    inside: Said
    span: Span
    readonly: bool = False


@record(frozen=True, slots=True, kw_only=True)
class Variable:
    """A variable of a container's environment; value None where the shell that starts it has it."""

    name: str
    value: Said | None
    span: Span


@record(frozen=True, slots=True, kw_only=True)
class Attached:
    """A network that a container is in; address: its fixed one."""

    network: Said
    address: Said | None = None
    aliases: tuple[str, ...] = ()


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Container(Fact):
    """One container, or the service of a stack that is many alike.

    name: of the service, or what `--name` says. names: all by which others find it.
    by: run (docker run, docker create), compose, stack (a file that `docker stack deploy` reads)
        or service (docker service create).
    host_network: what says so. shares: what says that it has neither that nor one of its own.
    restart: always, unless-stopped, on-failure, no.
    capabilities: added ones. constraints: of placement, as they are written.
    replicas: None where nothing is said; everywhere: one a machine (mode global).
    memory: bytes at most, as it is written. depends: names. images are as they are written.
    profiled: whether it is started only where a profile asks for it. labels: by their names.
    """

    by: str
    image: Said | None = None
    names: tuple[str, ...] = ()
    command: tuple[Said, ...] = ()
    entrypoint: tuple[Said, ...] = ()
    environment: tuple[Variable, ...] = ()
    ports: tuple[Port, ...] = ()
    mounts: tuple[Mount, ...] = ()
    networks: tuple[Attached, ...] = ()
    host_network: Said | None = None
    shares: Said | None = None
    privileged: Said | None = None
    capabilities: tuple[Said, ...] = ()
    restart: Said | None = None
    replicas: Said | None = None
    everywhere: bool = False
    constraints: tuple[Said, ...] = ()
    health: Said | None = None
    depends: tuple[Said, ...] = ()
    memory: Said | None = None
    user: Said | None = None
    profiled: bool = False
    labels: Mapping[str, Said] = {}

    @property
    def called(self) -> tuple[str, ...]:
        """Its name, "" for one without, and then all by which others find it."""
        return (self.name.text, *self.names)

    def is_at(self, address: str) -> bool:
        """Return whether it has an address in a network of its own."""
        return any(each.address and each.address.text == address for each in self.networks)


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Net(Fact):
    """A Docker network.

    driver: None for Docker's choice. subnet, pool, gateway: as they are written; reserved:
        addresses that Docker must not hand out. parent: the device below it. outer: made elsewhere
        (`external`).
    """

    driver: Said | None = None
    subnets: tuple[Said, ...] = ()
    pool: Said | None = None
    gateway: Said | None = None
    reserved: tuple[Said, ...] = ()
    attachable: Said | None = None
    encrypted: Said | None = None
    parent: Said | None = None
    outer: bool = False


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Volume(Fact):
    """A named volume; driver None for the local one; outer: made elsewhere."""

    driver: Said | None = None
    outer: bool = False


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Part(Fact):
    """A file that another takes in.

    name: as it is named there. file: its name. how: over (laid over it: what it says is the
        other's), under (the other is laid over it), base (of services that the other changes) or
        beside (all of it is there too).
    """

    file: str
    how: str
