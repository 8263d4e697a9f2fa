"""What of a topology runs in a laboratory, and where: machines on one wire, containers in them."""

import ipaddress
from collections.abc import Collection, Sequence

from dbstackc.base.record import field, record
from dbstackc.emit.service.build import services
from dbstackc.emit.service.contract import ENGINES, HAPROXY_CONFIG
from dbstackc.emit.service.spec import Mount, SecretFile, Service
from dbstackc.lab.looks import program, why_left_out
from dbstackc.lab.mycat import find_mycat
from dbstackc.lab.mysql import find_mysql
from dbstackc.lab.need import LabError, find
from dbstackc.model.topology import Cluster, Node, Topology

CLIENTS = ".clients"
"""The machine where the load comes from; no host is called so, since `.` is in no name of ours."""


@record(frozen=True, slots=True)
class Machine:
    """A network namespace on the wire.

    address: of its own, with its prefix, as "10.0.0.1/24"; interface: the device that carries it.
    """

    name: str
    address: str
    interface: str

    @property
    def bare(self) -> str:
        """The address alone."""
        return self.address.partition("/")[0]


@record(frozen=True, slots=True)
class Start:
    """One way to start a container.

    mounts: pairs of a path in the host's folder and one inside. secrets: names.
    binds: pairs of a path of this machine, which is to be read alone, and one inside.
    """

    argv: list[str]
    environment: dict[str, str]
    mounts: list[tuple[str, str]]
    secrets: list[str]
    binds: list[tuple[str, str]] = field(default_factory=list)


@record(frozen=True, slots=True)
class Container:
    """One service of the topology, as the real engine of this machine.

    role: as a service's. machine: where it lives. flavour: of a server, else empty.
    uid: who its server runs as inside; user: who its first process is. workdir: where it begins.
    volumes: the name of each and where it lies inside.
    grace: seconds it gets to stop. birth: how it starts the one time that its cluster is born.
    """

    name: str
    host: str
    role: str
    machine: str
    flavour: str
    uid: int
    user: int
    start: Start
    birth: Start | None
    volumes: list[tuple[str, str]]
    grace: int
    workdir: str = "/"


@record(frozen=True, slots=True)
class Plan:
    """A whole laboratory.

    names: what every container can resolve, address by name. left_out: sentences.
    mycat: the folder of an installed MyCat, or empty; java: what runs it.
    mysql: the root of a file system with a MySQL, or empty.
    """

    machines: list[Machine]
    containers: list[Container]
    names: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    mycat: str = ""
    java: str = ""
    mysql: str = ""

    def container(self, name: str) -> Container:
        """Return a container by its name; raise LabError where there is none."""
        for each in self.containers:
            if each.name == name:
                return each
        known = ", ".join(each.name for each in self.containers)
        raise LabError(f"no container of the laboratory is called `{name}`", f"there are {known}")

    def machine(self, name: str) -> Machine:
        """Return a machine by its name; raise LabError where there is none."""
        for each in self.machines:
            if each.name == name:
                return each
        known = ", ".join(each.name for each in self.machines if each.name != CLIENTS)
        raise LabError(f"no machine of the laboratory is called `{name}`", f"there are {known}")


def plan(topology: Topology, images: Collection[str] | None = None) -> Plan:
    """Return the laboratory of a topology, everything in the order written.

    images: those that a Docker engine has, where one is to run it all; None for namespaces.
    Raises LabError for a topology that one machine cannot carry, and says why.
    """
    if topology.deployments and all(each.engine != "compose" for each in topology.deployments):
        raise LabError("a laboratory starts what Compose starts, and this stack is for a Swarm")
    mysql = find_mysql()
    for cluster in topology.clusters:
        if cluster.flavour == "mysql" and not mysql:
            raise LabError(
                f"{cluster.name}: replicas of MySQL are told words that MariaDB does not know",
                'name a MySQL by MYSQL_ROOT, or let an overlay say `image "mariadb:10.11"` of it',
            )
    every = list(services(topology))
    mycat, java = find_mycat() if topology.routers and images is None else ("", "")
    left_out = [why for each in every if (why := _left_out(each, mycat, images))]
    kept = [each for each in every if not _left_out(each, mycat, images)]
    machines, places = _machines(topology, kept)
    clusters = {node.name: cluster for cluster in topology.clusters for node in cluster.nodes}
    containers = [_container(each, places[each.name], clusters) for each in kept]
    names = {
        each.name: address.bare
        for each in kept
        for address in machines
        if address.name == places[each.name] and each.network is not None
    }
    names |= {each.alias: names[each.name] for each in kept if each.alias and each.name in names}
    if names and any(each.ports for each in kept):
        left_out.append("published ports: clients sit in the containers' own network")
    return Plan(machines, containers, names, left_out, mycat, java, mysql)


def _left_out(service: Service, mycat: str, images: Collection[str] | None) -> str:
    """Return why a service does not run here, or nothing."""
    if service.recipe.role not in ("panel", "agent") and service.recipe.image in (images or ()):
        return ""
    if service.recipe.role == "router" and images is not None:
        return f"{service.name}: the engine has no {service.recipe.image}; clients go past it"
    if service.recipe.role == "router" and not mycat:
        return (
            f"{service.name}: MyCat is no package of Debian, and MYCAT_HOME names none; clients go "
            "past it to the clusters"
        )
    if service.recipe.role in ("panel", "agent"):
        return f"{service.name}: it shows a Docker, and a laboratory has none"
    if service.recipe.role == "application":
        return f"{service.name}: nothing of this machine stands in for {service.recipe.image}"
    if service.recipe.role == "arbiter" and find("garbd") is None:
        return f"{service.name}: garbd is not installed (galera-arbiter-4)"
    return why_left_out(service)


def _machines(topology: Topology, kept: Sequence[Service]) -> tuple[list[Machine], dict[str, str]]:
    """Return the machines, and by each service's name the name of its own."""
    networks = {each.network.name: each.network for each in kept if each.network}
    inside = [each for each in kept if each.network or each.joins]
    if not inside:
        found = [
            _host(topology, each.name, each.address, each.interface) for each in topology.hosts
        ]
        places = {each.name: each.host.name for each in kept}
        return [*found, _clients(topology, found)], places
    (network, *others) = networks.values()
    if others or len(inside) < len(kept) or network.driver != "bridge" or not network.subnet:
        raise LabError(
            "a laboratory has one wire: all containers in their hosts' own networks, or all in one "
            "bridge with a subnet",
            "`--single-host` makes such a bridge of any topology",
        )
    owners = [each for each in kept if each.joins is None]
    given = {each.address for each in owners if each.address}
    subnet = ipaddress.ip_network(network.subnet)
    free = (str(each) for each in list(subnet.hosts())[2:] if str(each) not in given)
    found = [
        Machine(each.name, f"{each.address or next(free)}/{subnet.prefixlen}", "eth0")
        for each in owners
    ]
    places = {each.name: each.joins or each.name for each in kept}
    return [*found, _clients(topology, found)], places


def _host(topology: Topology, name: str, address: str, interface: str) -> Machine:
    """Return the machine of a host; its network is that of a vip it shares one with, else a /24."""
    own = ipaddress.ip_address(address)
    if own.version == 6:
        raise LabError(f"the host {name} has an address of IPv6, which a laboratory does not carry")
    for vip in topology.vips:
        network = ipaddress.ip_network(f"{vip.address}/{vip.prefix}", strict=False)
        if own in network:
            return Machine(name, f"{address}/{vip.prefix}", interface)
    return Machine(name, f"{address}/24", interface)


def _clients(topology: Topology, found: Sequence[Machine]) -> Machine:
    """Return a machine for clients, with the last address that is free beside the first one."""
    taken = {each.bare for each in found} | {vip.address for vip in topology.vips}
    network = ipaddress.ip_interface(found[0].address).network
    last = int(network.broadcast_address) - 1
    address = next(
        str(ipaddress.ip_address(number))
        for number in range(last, int(network.network_address), -1)
        if str(ipaddress.ip_address(number)) not in taken
    )
    return Machine(CLIENTS, f"{address}/{network.prefixlen}", "eth0")


def _container(service: Service, machine: str, clusters: dict[str, Cluster]) -> Container:
    recipe, born = service.recipe, service.birth
    flavour, uid = "", 0
    if isinstance(service.thing, Node) and recipe.stateful:
        flavour = clusters[service.name].flavour
        uid = ENGINES[flavour].reader
    start = Start(
        _argv(service, flavour, recipe.command),
        dict(recipe.environment),
        _mounts(service, service.mounts),
        _names(recipe.secrets),
        [(each.path, each.inside) for each in recipe.binds],
    )
    birth = None
    if born is not None:
        birth = Start(
            [born.entrypoint, *born.command],
            {**start.environment, **dict.fromkeys(born.unset, ""), **born.environment},
            start.mounts + _mounts(service, service.born_with),
            [*dict.fromkeys((*start.secrets, *_names(born.secrets)))],
        )
    volumes = [(each.name, each.inside) for each in service.volumes]
    # PXC's image is never root; the others step down by themselves
    user = uid if flavour == "pxc" else int(recipe.user or 0)
    grace = recipe.grace or 10
    return Container(
        service.name, service.host.name, recipe.role, machine, flavour, uid, user, start, birth,
        volumes, grace, recipe.workdir or "/",
    )  # fmt: skip


def _argv(service: Service, flavour: str, command: Sequence[str]) -> list[str]:
    if service.recipe.entrypoint:
        return [*service.recipe.entrypoint, *command]
    if flavour:
        return [ENGINES[flavour].entrypoint, *(command or (ENGINES[flavour].server,))]
    if name := program(service):
        return [name, *command]
    if service.recipe.role == "balancer":
        return ["haproxy", "-W", "-db", "-f", HAPROXY_CONFIG]
    return ["sleep", "infinity"]


def _mounts(service: Service, mounts: Sequence[Mount]) -> list[tuple[str, str]]:
    return [(each.source(service.host), each.inside) for each in mounts]


def _names(secrets: Sequence[SecretFile]) -> list[str]:
    return [each.secret.name for each in secrets]
