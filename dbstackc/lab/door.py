"""Where the load comes in, the way that an application would take, and where its rows end up."""

from dbstackc.base.record import record
from dbstackc.lab.client import Account
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab
from dbstackc.lab.way import Way, way_to, way_to_vip
from dbstackc.model.thing import Secret
from dbstackc.model.topology import Balancer, Cluster, Listen, Node, Topology, Vip

TABLE = "dbstackc_lab"


@record(frozen=True, slots=True)
class Place:
    """A database on one node, where rows are looked for.

    shard: what all places with the same rows share.
    """

    shard: str
    node: Node
    account: Account


@record(frozen=True, slots=True)
class Door:
    """A way into a cluster, or through a router into several.

    said: the way in words. writes, reads: where a client connects; it goes to the next where one
    fails. places: where the rows are. vip: the address that moves, if the way leads over one.
    table: which is written. key: the column that chooses a shard, or empty. is_copy: whether each
    row is in every shard.
    """

    said: str
    writes: list[Account]
    reads: list[Account]
    places: list[Place]
    vip: Vip | None
    table: str = TABLE
    key: str = ""
    is_copy: bool = True


def find_door(topology: Topology, lab: Lab, made: Plan, name: str = "") -> Door:
    """Return the way that writes of a cluster take: over a vip, else a balancer, else its nodes.

    name: of the cluster; if empty, the way of a router where one runs, else the first cluster that
    has a user and a database.
    """
    if not name and any(each.role == "router" for each in made.containers):
        from dbstackc.lab.routed import find_routed

        return find_routed(topology, lab, made)
    cluster = _choose(topology, name)
    places = places_of(lab, made, cluster, cluster.databases[0])
    for balancer in topology.balancers:
        for listen in balancer.listens:
            if listen.use == "write" and listen.cluster is cluster:
                return _over(topology, lab, made, balancer, listen, places)
    # nothing leads there but routers, which do not run: clients choose a node themselves
    if cluster.kind == "galera":
        said = f"{cluster.name}, by any of its nodes"
        turned = [*places[1:], places[0]]
    else:
        said, places = f"{cluster.name}, by {places[0].node.name} itself", places
        turned = places[1:] or places
    writes = places if cluster.kind == "galera" else places[:1]
    return Door(
        said, [each.account for each in writes], [each.account for each in turned], places, None
    )


def places_of(lab: Lab, made: Plan, cluster: Cluster, database: str) -> list[Place]:
    """Return each node of a cluster as the application's user meets it, the writer first."""
    if cluster.user_secret is None:
        raise LabError(f"{cluster.name} has no user", "give it one: `user NAME with secret.NAME`")
    found = []
    for node in cluster.data_nodes:
        way = way_to(made, node.name, node.listen)
        account = log_in(lab, cluster.user, cluster.user_secret, way, database)
        found.append(Place(f"{cluster.name}.{database}", node, account))
    return found


def vip_of(topology: Topology, balancer: Balancer) -> Vip | None:
    """Return the vip that a balancer may hold, or None."""
    return next(
        (vip for vip in topology.vips if any(each.balancer is balancer for each in vip.holders)),
        None,
    )


def log_in(lab: Lab, user: str, secret: Secret, way: Way, database: str) -> Account:
    """Return an account with its password; raise LabError where that is not known here."""
    try:
        password = (lab.secrets / secret.name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LabError(f"the secret {secret.name} is not the laboratory's") from None
    path = lab.folder / "clients" / f"{secret.name}-{user}"
    if not path.exists():
        path.touch(0o600)
        said = "".join(f"\\{each}" if each in '\\"' else each for each in password)
        path.write_text(f'[client]\nuser = {user}\npassword = "{said}"\n')
    return Account(lab, path, way, database)


def _choose(topology: Topology, name: str) -> Cluster:
    chosen = [each for each in topology.clusters if name in ("", each.name)]
    if not chosen:
        known = ", ".join(each.name for each in topology.clusters)
        raise LabError(f"no cluster is called `{name}`", f"there are {known}")
    for cluster in chosen:
        if cluster.user_secret is not None and cluster.databases:
            return cluster
    raise LabError(
        "the load needs a cluster with a user and a database",
        "give one `user NAME with secret.NAME`, and a schema on it",
    )


def _over(
    topology: Topology, lab: Lab, made: Plan, balancer: Balancer, listen: Listen,
    places: list[Place],
) -> Door:  # fmt: skip
    cluster, vip = listen.cluster, vip_of(topology, balancer)
    assert cluster is not None and cluster.user_secret is not None
    by = vip.name if vip else balancer.name
    said = f"{cluster.name} by {by}, door {listen.name}"

    def account(port: int) -> Account:
        assert cluster is not None and cluster.user_secret is not None
        if vip is None:
            way = way_to(made, balancer.name, port)
        else:
            way = way_to_vip(made, vip.address, balancer.name, port)
        return log_in(lab, cluster.user, cluster.user_secret, way, cluster.databases[0])

    reads = [
        each.port for each in balancer.listens if each.use == "read" and each.cluster is cluster
    ]
    return Door(
        said,
        [account(listen.port)],
        [account(port) for port in reads[:1] or [listen.port]],
        places,
        vip,
    )
