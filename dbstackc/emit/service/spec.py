"""One container, in no engine's words."""

from dataclasses import dataclass

from dbstackc.base.span import Span
from dbstackc.emit import layout
from dbstackc.model.thing import Host, Network, Secret, Thing


@dataclass(frozen=True, slots=True)
class Mount:
    """A file or folder of the bundle that a container reads.

    path: in the bundle, where the unfilled one lies. inside: absolute, in the container.
    filled: whether it has holes, so that its filled copy is mounted.
    owner: the uid that reads it in the container; a filled copy must belong to it.
    folder: whether it is a folder.
    """

    path: str
    inside: str
    filled: bool = False
    owner: int = 0
    folder: bool = False

    def source(self, host: Host) -> str:
        """Return what is mounted, as seen from the host's folder."""
        if self.filled:
            return layout.filled(host, self.path)
        return layout.inside(host, self.path)


@dataclass(frozen=True, slots=True)
class SecretFile:
    """A secret as a file /run/secrets/NAME; owner: the uid that reads it."""

    secret: Secret
    owner: int


@dataclass(frozen=True, slots=True)
class Volume:
    """A named volume that outlives its container."""

    name: str
    inside: str


@dataclass(frozen=True, slots=True)
class Health:
    """A command that fails when the container is not fit to serve.

    test: its words; the first is CMD or CMD-SHELL. every, timeout, start: seconds.
    retries: failures in a row until it counts as unhealthy.
    """

    test: tuple[str, ...]
    every: int = 10
    timeout: int = 5
    retries: int = 3
    start: int = 60


@dataclass(frozen=True, slots=True)
class Start:
    """What differs the one time that a cluster is born with this container.

    environment is laid over the service's own; secrets and mounts are added to it; the command
    stands in place of it.
    """

    command: tuple[str, ...]
    environment: dict[str, str]
    secrets: tuple[SecretFile, ...]
    mounts: tuple[Mount, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Service:
    """One container.

    name: of the service, of the container, and in Docker's DNS.
    role: member, source, replica, arbiter, router, balancer, address (holds a network for those
        that join it) or keepalived.
    thing: what it runs; `lines` says where the words stand that a line comes from.
    entrypoint, command: empty for the image's own.
    ports: of the host, each with the port inside that it leads to.
    network: None for the host's own, where `joins` is None too; joins: the service whose network
        this one lives in.
    alias: a further name in the network.
    hosts: names and addresses to know without asking.
    user: the uid to run as, or None for the image's own. grace: seconds to stop in, or None.
    memory: bytes, or None for no limit.
    after: services of the same host that start first.
    first: what differs at the birth of its cluster, or None.
    """

    name: str
    role: str
    thing: Thing
    host: Host
    image: str
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    environment: dict[str, str]
    secrets: tuple[SecretFile, ...] = ()
    mounts: tuple[Mount, ...] = ()
    volumes: tuple[Volume, ...] = ()
    ports: tuple[tuple[int, int], ...] = ()
    network: Network | None = None
    address: str | None = None
    joins: str | None = None
    alias: str | None = None
    hosts: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    user: str | None = None
    workdir: str | None = None
    health: Health | None = None
    memory: int | None = None
    grace: int | None = None
    after: tuple[str, ...] = ()
    labels: dict[str, str]
    first: Start | None = None
    lines: "Origins"

    @property
    def stateful(self) -> bool:
        """Whether it keeps rows."""
        return self.role in ("member", "source", "replica")


@dataclass(frozen=True, slots=True)
class Origins:
    """The words of the topology that groups of a service's lines come from."""

    image: Span
    memory: Span
    network: Span
    ports: Span
    check: Span
