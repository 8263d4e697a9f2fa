"""The part of an option file that makes a node a member of its Galera group."""

from dbstackc.base.text import bracketed, endpoint
from dbstackc.emit import holes, layout
from dbstackc.model.topology import Cluster, Node, reach

from .memory import readable


def group_address(cluster: Cluster, node: Node) -> str:
    """Return the address of the whole group as a node sees it: every member, arbiters too.

    The same for every node and at every start. Only the one-shot bootstrap starts a group of its
    own, by `--wsrep-new-cluster`, which wins over this.

    Source: MySQL-wsrep and MariaDB, wsrep_new_cluster (the address becomes gcomm://).
    """
    ends = (endpoint(reach(node, peer)[0], peer.gcomm) for peer in cluster.nodes)
    return f"gcomm://{','.join(ends)}"


def member_options(node: Node, timing: str, gcache: int) -> str:
    """Return the options that differ from node to node; `timing` is put into the provider's.

    Source: Galera manual, "Galera parameters": base_port, gcache.recover (a restarted node can
    still serve the others), gmcast.listen_addr, ist.recv_addr, pc.recovery (a group that died
    whole forms again by itself), pc.weight; MySQL Wsrep options (addresses take a port).
    """
    host, sql = reach(node, node)
    host = bracketed(host)
    any_address = "[::]" if host.startswith("[") else "0.0.0.0"
    provider = (
        f"base_port={node.gcomm}; "
        f"gmcast.listen_addr=tcp://{any_address}:{node.gcomm}; "
        f"ist.recv_addr={host}:{node.ist}; gcache.size={readable(gcache)}; gcache.recover=yes; "
        f"pc.recovery=true; pc.weight={node.weight}{timing}"
    )
    return (
        f"wsrep_node_name = {node.name}\n"
        f"wsrep_node_address = {host}:{node.gcomm}\n"
        f"wsrep_node_incoming_address = {host}:{sql}\n"
        f"wsrep_sst_receive_address = {host}:{node.sst}\n"
        f'wsrep_provider_options = "{provider}"'
    )


def own_options(cluster: Cluster) -> list[str]:
    """Return the options that only this flavour understands.

    Source: PXC 8.0 manual, pxc_strict_mode, pxc_encrypt_cluster_traffic, wsrep_sst_method,
    wsrep_sst_auth (gone in 8.0); MariaDB manual, "mariadb-backup SST method".
    """
    if cluster.flavour == "mariadb":
        return [
            "wsrep_on = ON",
            "wsrep_provider = /usr/lib/galera/libgalera_smm.so",
            "# the donor goes on serving while it is copied",
            "wsrep_sst_method = mariabackup",
            *_transfer_login(cluster, "sst"),
        ]
    lines = ["wsrep_sst_method = xtrabackup-v2", "pxc_strict_mode = ENFORCING"]
    if cluster.version < (8,):
        return lines + (_transfer_login(cluster, "xtrabackup") if cluster.sst else [])
    return [
        *lines,
        "# ON needs one certificate authority on all nodes; each would make its own, and none join",
        "pxc_encrypt_cluster_traffic = OFF",
    ]


def _transfer_login(cluster: Cluster, user: str) -> list[str]:
    """Return how a joiner's request logs in to the donor.

    Without a secret the donor's own system user does, through its socket.

    Source: MariaDB manual, "mariadb-backup SST method", "Authentication and privileges".
    """
    if holes.option_file(cluster) and cluster.sst:
        return [f'wsrep_sst_auth = "{user}:{layout.hole(cluster.sst)}"']
    return ["wsrep_sst_auth = mysql:"]
