"""One container, in no engine's words."""

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.emit import layout
from dbstackc.model.thing import Host, Network, Secret, Thing


@record(frozen=True, slots=True)
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


@record(frozen=True, slots=True)
class Bind:
    """A file or folder of the host itself that a container sees; it must be there before it.

    path: absolute, on the host. inside: absolute, in the container.
    writes: whether the container may change it. later: whether it sees what the host mounts below
        the path once the container runs.
    """

    path: str
    inside: str
    writes: bool = False
    later: bool = False


@record(frozen=True, slots=True)
class SecretFile:
    """A secret as a file /run/secrets/NAME; owner: the uid that reads it."""

    secret: Secret
    owner: int


@record(frozen=True, slots=True)
class Volume:
    """A named volume that outlives its container."""

    name: str
    inside: str


@record(frozen=True, slots=True)
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


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Birth:
    """What differs the one time that a cluster is born; shared by clusters that are born alike.

    The command stands in place of the recipe's; variables in `unset` are not set, or empty;
    environment and secrets are added to its own.
    entrypoint: the image's own.
    """

    entrypoint: str
    command: tuple[str, ...]
    unset: tuple[str, ...]
    environment: dict[str, str]
    secrets: tuple[SecretFile, ...]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Recipe:
    """What the containers of one make share: of a cluster's members, say. Printed once for all.

    role: member, source, replica, arbiter, router, balancer, application, agent, panel, exporter,
        watch, address (holds a network for those that join it) or keepalived.
    entrypoint, command: empty for the image's own. binds: what they see of their hosts.
    user: the uid to run as, or None for the image's own. workdir: None for the image's own.
    memory: bytes, or None for no limit. grace: seconds to stop in, or None for Docker's 10.
    """

    role: str
    image: str
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    environment: dict[str, str]
    secrets: tuple[SecretFile, ...] = ()
    binds: tuple[Bind, ...] = ()
    capabilities: tuple[str, ...] = ()
    user: str | None = None
    workdir: str | None = None
    health: Health | None = None
    memory: int | None = None
    grace: int | None = None
    labels: dict[str, str]

    @property
    def stateful(self) -> bool:
        """Whether it keeps rows."""
        return self.role in ("member", "source", "replica")


@record(frozen=True, slots=True)
class Origins:
    """The words of the topology that groups of a service's lines come from."""

    thing: Span
    image: Span
    memory: Span
    network: Span
    ports: Span
    check: Span


def origins(thing: Thing, check: str = "") -> Origins:
    """Return where the lines of a thing's container come from.

    check: the field that says how it is asked for its health; by default the thing itself does.
    """
    return Origins(
        thing=thing.span,
        image=thing.origin("image"),
        memory=thing.origin("memory"),
        network=thing.origin("network"),
        ports=thing.origin("publish" if "publish" in thing.origins else "port"),
        check=thing.origin(check),
    )


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Service:
    """One container.

    name: of the service, of the container, and in Docker's DNS.
    recipe: what it shares with others of its make.
    thing: what it runs; lines: where the words stand that its lines come from.
    mounts, volumes: those of one recipe differ in their sources only.
    ports: of the host, each with the port inside that it leads to. only_at: the address of the
        host that they are opened at, or "" for all.
    network: None for the host's own, where `joins` is None and `apart` false too; joins: the
        service whose network this one lives in; apart: whether it lives in a bridge of its host's
        that has no name in the topology.
    alias: a further name in the network. hosts: `name:address` to know without asking.
    after: services of the same host that start first.
    birth: what differs at the birth of its cluster, or None; born_with: mounts for that time.
    everywhere: the one name of those that run alike, one a machine, or "".
    """

    name: str
    recipe: Recipe
    thing: Thing
    host: Host
    lines: Origins
    mounts: tuple[Mount, ...] = ()
    volumes: tuple[Volume, ...] = ()
    ports: tuple[tuple[int, int], ...] = ()
    only_at: str = ""
    network: Network | None = None
    address: str | None = None
    joins: str | None = None
    apart: bool = False
    alias: str | None = None
    hosts: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    birth: Birth | None = None
    born_with: tuple[Mount, ...] = ()
    everywhere: str = ""
