"""Where the load comes in: the way that an application would take."""

from dbstackc.base.record import record
from dbstackc.lab.client import Account
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab
from dbstackc.model.topology import Balancer, Cluster, Listen, Node, Topology, Vip


@record(frozen=True, slots=True)
class Door:
    """A way into a cluster.

    said: the way in words. vip: the address that moves, if the way leads over one.
    """

    cluster: Cluster
    account: Account
    said: str
    vip: Vip | None


def find_door(topology: Topology, lab: Lab, made: Plan, name: str = "") -> Door:
    """Return the way that writes of a cluster take: over a vip, else a balancer, else its node.

    name: of the cluster; the first one that has a user and a database if empty.
    """
    chosen = [each for each in topology.clusters if name in ("", each.name)]
    if not chosen:
        known = ", ".join(each.name for each in topology.clusters)
        raise LabError(f"no cluster is called `{name}`", f"there are {known}")
    for cluster in chosen:
        if cluster.user_secret is not None and cluster.databases:
            break
    else:
        raise LabError(
            "the load needs a cluster with a user and a database",
            "give one `user NAME with secret.NAME`, and a schema on it",
        )
    for balancer in topology.balancers:
        for listen in balancer.listens:
            if listen.use == "write" and listen.cluster is cluster:
                return _over(topology, lab, made, cluster, balancer, listen)
    first = cluster.data_nodes[0]
    account = account_of(lab, made, cluster, first)
    return Door(cluster, account, f"{cluster.name} by {first.name} itself", None)


def account_of(lab: Lab, made: Plan, cluster: Cluster, node: Node) -> Account:
    """Return the cluster's user at one of its nodes."""
    address = made.machine(made.container(node.name).machine).bare
    return _account(lab, cluster, address, node.listen)


def _over(
    topology: Topology, lab: Lab, made: Plan, cluster: Cluster, balancer: Balancer, listen: Listen
) -> Door:
    for vip in topology.vips:
        if any(each.balancer is balancer for each in vip.holders):
            account = _account(lab, cluster, vip.address, listen.port)
            said = f"{cluster.name} by {vip.name}, door {listen.name}"
            return Door(cluster, account, said, vip)
    address = made.machine(made.container(balancer.name).machine).bare
    account = _account(lab, cluster, address, listen.port)
    return Door(cluster, account, f"{cluster.name} by {balancer.name}, door {listen.name}", None)


def _account(lab: Lab, cluster: Cluster, address: str, port: int) -> Account:
    assert cluster.user_secret is not None
    kept = lab.secrets / cluster.user_secret.name
    try:
        password = kept.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LabError(f"the secret {cluster.user_secret.name} is not the laboratory's") from None
    path = lab.folder / f"{cluster.name}.client"
    if not path.exists():
        path.touch(0o600)
        path.write_text(f'[client]\nuser = {cluster.user}\npassword = "{password}"\n')
    return Account(lab, path, address, port, cluster.databases[0])
