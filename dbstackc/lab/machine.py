"""What a laboratory is wired of: machines, and the networks of Docker that some of them lie in."""

from dbstackc.base.record import field, record

CLIENTS = ".clients"
"""The machine where the load comes from; no host is called so, since `.` is in no name of ours."""


@record(frozen=True, slots=True)
class Net:
    """A network of Docker, as the hosts have it.

    driver: bridge (each host its own), macvlan, overlay, or gateway: the bridge by which what lies
    in an overlay comes out. subnet: as "172.18.0.0/16". gateway: its host's address there, with its
    prefix; empty where the hosts have none. parent: the device of the hosts below a macvlan.
    """

    name: str
    driver: str
    subnet: str
    gateway: str = ""
    parent: str = ""

    @property
    def is_bridge(self) -> bool:
        """Whether it is a bridge that hosts lead out of."""
        return self.driver in ("bridge", "gateway")


@record(frozen=True, slots=True)
class Machine:
    """A network namespace: of a host on the wire, or of a container in a network of its host's.

    address: of its own, with its prefix, as "10.0.0.1/24"; interface: the device that carries it;
    cables: further devices that are on the wire, which carry no address.
    host: the machine that it is in; empty for one on the wire. network: the one that it is in.
    gate: its address, with its prefix, at its host's gateway, where it has a second device.
    names: what it can resolve, address by name. doors: ports of its host that lead to it, and its
    own for each.
    """

    name: str
    address: str
    interface: str
    host: str = ""
    network: str = ""
    gate: str = ""
    cables: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    doors: list[tuple[int, int]] = field(default_factory=list)

    @property
    def bare(self) -> str:
        """The address alone."""
        return self.address.partition("/")[0]

    @property
    def exit(self) -> str:
        """The address, alone, that its host hands packets to."""
        return (self.gate or self.address).partition("/")[0]

    @property
    def root(self) -> str:
        """The machine on the wire that it is, or that it is in."""
        return self.host or self.name
