"""Alerts on a source and its replicas."""

from collections.abc import Iterator

from dbstackc.base.record import record
from dbstackc.base.text import counted
from dbstackc.model.topology import Cluster, Topology, Watch

from .galera import ONE_COPY
from .kind import Alert, Kind, alert, rows_of

LAG = 60
"""Seconds that a replica may be behind."""

SOURCE_DOWN = Kind(
    name="SourceDown",
    severity="critical",
    looks=2,
    means="The source of a replication cluster is down: nothing can be written to its shards.",
    do="If it comes back within minutes, let it. Else make a replica the source, as README.md says"
    " under “A source that is lost”.",
)

SOURCE_SHUT = Kind(
    name="SourceReadOnly",
    severity="critical",
    looks=4,
    means="The source of a replication cluster takes no writes: it is set to be read only.",
    do="Somebody set `read_only` there, or another node is the source by now. In the second case"
    " say so in the .dbs file, and build again.",
)

STOPPED = Kind(
    name="ReplicaStopped",
    severity="critical",
    looks=2,
    means="A replica does not fetch from its source, or does not apply what it fetched. It falls"
    " behind, and balancers go on reading from it until their checks notice.",
    do="`SHOW REPLICA STATUS` (MariaDB: `SHOW SLAVE STATUS`) on it names the error. If the source"
    " is down, that is the cause. A replica with rows of its own is made anew.",
)

ASTRAY = Kind(
    name="ReplicaFollowsNobody",
    severity="critical",
    looks=4,
    means="A replica runs and was never told whom to follow, or was told to forget it.",
    do="`steps/60-follow.sh` tells it again.",
)

LAGS = Kind(
    name="ReplicaLags",
    severity="warning",
    looks=4,
    means=f"A replica is more than {LAG} seconds behind: who reads from it sees old rows.",
    do="One large transaction passes by itself. If the lag grows, the replica is too slow: look at"
    " its disk, and at `replica_parallel_workers`.",
)

WRITABLE = Kind(
    name="ReplicaTakesWrites",
    severity="warning",
    looks=4,
    means="A replica is not read only. A row that is written to it is on no other node, and stops"
    " replication sooner or later.",
    do="`SET GLOBAL read_only = ON` on it; if it was made the source on purpose, say so in the"
    " .dbs file, and build again.",
)


@record(frozen=True, slots=True)
class Words:
    """What the exporter calls the state of a replica: names of metrics."""

    fetches: str
    applies: str
    behind: str


def words(cluster: Cluster) -> Words:
    """Return the names of the metrics; they are made of the columns of the server's answer.

    Source: mysqld_exporter 0.14 and 0.17, collector/slave_status.go; MySQL 8.4 release notes
    (SHOW SLAVE STATUS is gone).
    """
    new = cluster.flavour == "mysql" and cluster.version >= (8, 4)
    who, whom = ("replica", "source") if new else ("slave", "master")
    return Words(
        f"mysql_slave_status_{who}_io_running",
        f"mysql_slave_status_{who}_sql_running",
        f"mysql_slave_status_seconds_behind_{whom}",
    )


def alerts(topology: Topology, watch: Watch, cluster: Cluster) -> Iterator[Alert]:
    """Yield what concerns one cluster; where nothing replicates, its source alone."""
    name, span, about = cluster.name, cluster.span, f"cluster {cluster.name}"
    rows, labels = rows_of(topology, cluster), {"cluster": cluster.name}
    of, source = f'{{cluster="{name}"}}', f'{{cluster="{name}",role="source"}}'
    said = words(cluster)
    yield alert(
        SOURCE_DOWN,
        watch,
        about,
        span,
        f"(max(mysql_up{source}) or vector(0)) < 1",
        f"the source of {name} is down",
        f"{cluster.writer.name} on {cluster.writer.host.name}, the source of {name}, is down:"
        f" nothing can be written.{rows}",
        labels,
    )
    yield alert(
        SOURCE_SHUT,
        watch,
        about,
        span,
        f"mysql_global_variables_read_only{source} == 1",
        f"the source of {name} is read only",
        f"{{{{ $labels.instance }}}}, the source of {name}, takes no writes.{rows}",
        labels,
    )
    if len(cluster.data_nodes) < 2:
        return
    yield from _replicas(watch, cluster, said)
    whole = f"{said.fetches}{of} == 1 and {said.applies}{of} == 1"
    yield alert(
        ONE_COPY,
        watch,
        about,
        span,
        f"(sum(mysql_up{source}) or vector(0)) + (count({whole}) or vector(0)) == 1",
        f"{name} has one copy left",
        f"Of the {counted(len(cluster.data_nodes), 'node')} of {name} one has all rows; the others"
        f" are down or do not follow.{rows}",
        labels,
    )


def _replicas(watch: Watch, cluster: Cluster, said: Words) -> Iterator[Alert]:
    name, span, about = cluster.name, cluster.span, f"cluster {cluster.name}"
    of, replica = f'{{cluster="{name}"}}', f'{{cluster="{name}",role="replica"}}'
    who, labels = f"{{{{ $labels.instance }}}} of {name}", {"cluster": name}
    yield alert(
        STOPPED,
        watch,
        about,
        span,
        f"{said.fetches}{of} == 0 or {said.applies}{of} == 0",
        f"{who} does not follow",
        f"The replica {who} on {{{{ $labels.host }}}} does not fetch or does not apply what"
        f" {cluster.writer.name} writes.",
        labels,
    )
    yield alert(
        ASTRAY,
        watch,
        about,
        span,
        f"mysql_up{replica} == 1 unless on (instance) {said.fetches}{of}",
        f"{who} follows nobody",
        f"The replica {who} on {{{{ $labels.host }}}} was not told to follow"
        f" {cluster.writer.name}.",
        labels,
    )
    yield alert(
        LAGS,
        watch,
        about,
        span,
        f"{said.behind}{of} > {LAG}",
        f"{who} lags",
        f"The replica {who} on {{{{ $labels.host }}}} is {{{{ $value | humanizeDuration }}}}"
        f" behind {cluster.writer.name}.",
        labels,
    )
    yield alert(
        WRITABLE,
        watch,
        about,
        span,
        f"mysql_global_variables_read_only{replica} == 0",
        f"{who} takes writes",
        f"The replica {who} on {{{{ $labels.host }}}} is not read only.",
        labels,
    )
