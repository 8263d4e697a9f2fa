"""Alerts on a Galera cluster: its quorum, its members, its copies."""

from collections.abc import Iterator

from dbstackc.base.quantity import Duration
from dbstackc.base.text import counted
from dbstackc.model.topology import Cluster, Topology, Watch

from .kind import Alert, Kind, alert, rows_of

NO_QUORUM = Kind(
    name="ClusterWithoutQuorum",
    severity="critical",
    looks=2,
    means="No member of a Galera cluster is in a group with a majority. It takes no statement, read"
    " or write.",
    do="`./status.sh`. If members run and were only cut off, mend the network and they come back by"
    " themselves. If all are down: `./recover.sh CLUSTER` starts the one with the most rows.",
)

MARGIN = Kind(
    name="QuorumMarginGone",
    severity="critical",
    looks=2,
    means="A Galera cluster serves, and has no vote to spare: if one more member is lost without"
    " a goodbye, the rest are no majority and stop.",
    do="Bring the members back that are missing; `./status.sh` names them. Until then restart none"
    " of the others.",
)

IN_TWO = Kind(
    name="ClusterInTwo",
    severity="critical",
    looks=2,
    means="More members say that they have a majority than are in the largest group: two groups"
    " take writes, each without the other's.",
    do="Stop one of the two groups at once, the one with fewer writes. It must copy the other's"
    " data, and what was written to it alone is lost unless you read it out of its binary log.",
)

OUT_OF_STEP = Kind(
    name="MemberOutOfStep",
    severity="warning",
    looks=20,
    means="A member is up and not in step with its group: it joins, gives its data to another, or"
    " lags so far behind that it has left the traffic.",
    do="A member that copies data needs time: the log of its container shows how far it is. One"
    " that stays a donor without a joiner was set so by hand: `wsrep_desync`.",
)

SLOWED = Kind(
    name="FlowControlled",
    severity="warning",
    looks=8,
    means="Members hold back the writes of the whole group for a fifth of the time or more, since"
    " one cannot apply them as fast.",
    do="The member whose `wsrep_flow_control_sent` grows is the slow one: look at its disk and its"
    " neighbours on that machine.",
)

ONE_COPY = Kind(
    name="OneCopyLeft",
    severity="critical",
    looks=2,
    means="Of all copies of these rows one is left that is whole. If it is lost, they are.",
    do="Take a backup of it now. Then bring the others back; `./status.sh` names them.",
)


def alerts(topology: Topology, watch: Watch, cluster: Cluster) -> Iterator[Alert]:
    """Yield what concerns one cluster.

    A group goes on while those that stay have more than half of the votes that it had, so the
    margin is of what it has now: the weight of the group against twice that of its heaviest
    member.

    Source: Galera manual, "Weighted quorum", "Monitoring the cluster"; mysqld_exporter 0.14,
    collector (Primary is 1).
    """
    name, span, about = cluster.name, cluster.span, f"cluster {cluster.name}"
    rows, labels = rows_of(topology, cluster), {"cluster": cluster.name}
    of = f'{{cluster="{name}"}}'
    primary = f"mysql_global_status_wsrep_cluster_status{of} == 1"
    heaviest = max(node.weight for node in cluster.nodes)
    whole = sum(node.weight for node in cluster.nodes)
    members = counted(len(cluster.data_nodes), "member")
    yield alert(
        NO_QUORUM,
        watch,
        about,
        span,
        f"(max(mysql_global_status_wsrep_cluster_status{of}) or vector(0)) < 1",
        f"{name} has no quorum",
        f"None of the {members} of {name} is in a group with a majority: it serves nobody.{rows}",
        labels,
    )
    if whole > 2 * heaviest:
        yield alert(
            MARGIN,
            watch,
            about,
            span,
            f"max(mysql_global_status_wsrep_cluster_weight{of} and {primary}) <= {2 * heaviest}",
            f"one more loss stops {name}",
            f"The group of {name} has {{{{ $value }}}} of its {whole} votes. If one more member is"
            f" lost, the rest are no majority.{rows}",
            labels,
        )
    yield alert(
        IN_TWO,
        watch,
        about,
        span,
        f"count({primary}) > max(mysql_global_status_wsrep_cluster_size{of} and {primary})",
        f"{name} is two clusters",
        f"{{{{ $value }}}} members of {name} say that they have a majority, more than any group"
        f" has members.{rows}",
        labels,
    )
    yield alert(
        OUT_OF_STEP,
        watch,
        about,
        span,
        f"mysql_global_status_wsrep_local_state{of} != 4",
        f"{{{{ $labels.instance }}}} of {name} is out of step",
        f"{{{{ $labels.instance }}}} of {name} on {{{{ $labels.host }}}} is up and in state"
        " {{ $value }}, not 4 (synced).",
        labels,
    )
    window = Duration(20 * watch.every)
    yield alert(
        SLOWED,
        watch,
        about,
        span,
        f"max(rate(mysql_global_status_wsrep_flow_control_paused_ns{of}[{window}])) / 1e9 > 0.2",
        f"writes to {name} are held back",
        f"{name} stood still for {{{{ $value | humanizePercentage }}}} of the last {window}.",
        labels,
    )
    if len(cluster.data_nodes) > 1:
        yield alert(
            ONE_COPY,
            watch,
            about,
            span,
            f"count(mysql_global_status_wsrep_local_state{of} == 4) == 1",
            f"{name} has one copy left",
            f"One of the {members} of {name} has all rows; the others are down or behind.{rows}",
            labels,
        )
