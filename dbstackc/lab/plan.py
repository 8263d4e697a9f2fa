"""What of a topology runs in a laboratory, and where: machines, and containers in them."""

from collections.abc import Collection, Sequence

from dbstackc.base.record import field, record
from dbstackc.emit.service.build import services
from dbstackc.emit.service.contract import ENGINES, HAPROXY_CONFIG
from dbstackc.emit.service.spec import Mount, SecretFile, Service
from dbstackc.lab.looks import program, why_left_out
from dbstackc.lab.machine import CLIENTS, Machine, Net
from dbstackc.lab.mycat import find_mycat
from dbstackc.lab.mysql import find_mysql
from dbstackc.lab.need import LabError, find
from dbstackc.lab.seat import seat
from dbstackc.model.topology import Cluster, Node, Topology


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
    volumes: the name of each and where it lies inside. names: what it is told beside what its
    machine can resolve, address by name.
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
    names: dict[str, str] = field(default_factory=dict)


@record(frozen=True, slots=True)
class Plan:
    """A whole laboratory.

    nets: networks of Docker that hosts have. left_out: sentences.
    mycat: the folder of an installed MyCat, or empty; java: what runs it.
    mysql: the root of a file system with a MySQL, or empty.
    """

    machines: list[Machine]
    containers: list[Container]
    nets: list[Net] = field(default_factory=list)
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

    def host(self, name: str) -> Machine:
        """Return a machine on the wire by its name; raise LabError where it is none."""
        found = self.machine(name)
        if found.host:
            raise LabError(f"{name} is on no wire: it is a container's network on {found.host}")
        return found

    def within(self, name: str) -> list[str]:
        """Return the names of a machine on the wire and of those in it."""
        return [each.name for each in self.machines if each.root == name]

    def net(self, machine: Machine) -> Net | None:
        """Return the network of Docker that a machine is in; None for one on the wire."""
        return next((each for each in self.nets if each.name == machine.network), None)

    def roots(self) -> list[str]:
        """Return the machines on the wire that carry something, in the order of the containers."""
        return list(dict.fromkeys(self.machine(each.machine).root for each in self.containers))


def plan(topology: Topology, images: Collection[str] | None = None) -> Plan:
    """Return the laboratory of a topology, everything in the order written.

    images: those that a Docker engine has, where one is to run it all; None for namespaces.
    Raises LabError for a topology that one machine cannot carry, and says why.
    """
    if is_for_swarm(topology) and images is not None:
        raise LabError(
            "this stack is for a Swarm, of which one Docker engine is no more than one machine",
            "leave out `--engine docker`, or add `deploy compose` by an overlay",
        )
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
    seats = seat(topology, kept)
    clusters = {node.name: cluster for cluster in topology.clusters for node in cluster.nodes}
    containers = [_container(each, seats.places[each.name], clusters) for each in kept]
    if not seats.nets and any(each.network and each.ports for each in kept):
        left_out.append("published ports: clients sit in the containers' own network")
    left_out += [
        f"{each.name}: what it encrypts between hosts goes in the clear"
        for each in topology.networks
        if each.encrypted and any(net.name == each.name for net in seats.nets)
    ]
    return Plan(seats.machines, containers, seats.nets, left_out, mycat, java, mysql)


def is_for_swarm(topology: Topology) -> bool:
    """Tell whether a Swarm alone starts a stack."""
    return bool(topology.deployments) and all(
        each.engine != "compose" for each in topology.deployments
    )


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
    names = dict(each.split(":", 1) for each in service.hosts)
    return Container(
        service.name, service.host.name, recipe.role, machine, flavour, uid, user, start, birth,
        volumes, grace, recipe.workdir or "/", names,
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
