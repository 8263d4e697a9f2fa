"""What every thing of a topology has: a name, a place in the text, and the origin of each value."""

from collections.abc import Mapping

from dbstackc.base.origin import Origin
from dbstackc.base.record import record
from dbstackc.base.span import Span


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Thing:
    """A named thing.

    span: the name where it is declared (for one of a pattern, the whole pattern).
    origins: field name to origin, for every field that was said, defaulted or derived; many things
        share one mapping.
    doc: the lines of its doc comment.
    """

    name: str
    span: Span
    origins: Mapping[str, Origin]
    doc: tuple[str, ...] = ()

    def origin(self, field: str = "name") -> Span:
        """Return the nearest thing the user wrote for a field."""
        found = self.origins.get(field)
        return found.span if found else self.span


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Network(Thing):
    """A Docker network.

    driver: bridge (one host), overlay (all hosts; needs Swarm mode), or macvlan.
    subnet: as "10.20.0.0/16"; None leaves it to Docker.
    pool: the part of the subnet that Docker may hand out by itself, or None for all of it.
    """

    driver: str
    subnet: str | None
    pool: str | None
    gateway: str | None
    attachable: bool
    encrypted: bool
    parent: str | None = None

    @property
    def is_lan(self) -> bool:
        """Whether what lies in it is on the LAN itself, and no port of a host leads there.

        Source: moby v28, libnetwork/drivers/macvlan (which maps no ports).
        """
        return self.driver == "macvlan"


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Host(Thing):
    """A machine.

    interface: the network device that carries its address.
    zone: what it fails together with; None where nothing was said.
    memory: bytes, or None where nothing was said.
    """

    address: str
    interface: str
    zone: str | None = None
    memory: int | None = None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Secret(Thing):
    """A name whose value is not ours to know.

    kind: env, file or vault; place: the variable, the path, or the vault's path.
    """

    kind: str
    place: str


@record(frozen=True, slots=True, kw_only=True, eq=False)
class External(Thing):
    """Someone else's endpoint."""

    address: str
    port: int


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Placed(Thing):
    """A process that listens somewhere.

    network: None means the host's own network.
    address: its fixed address in the network; None where Docker chooses.
    listen: the port that the process opens, in its own network.
    port: the port of the host that leads to it; equal to `listen` in the host's own network; None
        where nothing is published.
    """

    host: Host
    network: Network | None
    address: str | None
    listen: int
    port: int | None
