"""Alerts on any node, whatever its cluster."""

from collections.abc import Iterator

from dbstackc.model.topology import Topology, Watch

from .kind import Alert, Kind, alert

NODE_DOWN = Kind(
    name="NodeDown",
    severity="warning",
    looks=2,
    means="A database does not let its exporter in: it is down, still copies its data, or refuses"
    " the account. Its cluster tells by alerts of its own whether it can do without.",
    do="`./status.sh` says what the node says. A container that ended is started again by Docker;"
    " `docker logs NODE` tells why it ended. If the password was changed, run `fill.sh` again.",
)

CROWDED = Kind(
    name="ConnectionsNearlyFull",
    severity="warning",
    looks=8,
    means="A node has given away more than 85% of its connections. The next ones are refused.",
    do="`SHOW PROCESSLIST` shows who holds them. Lower `pool` of the cluster, or raise"
    " `connections`, in the .dbs file.",
)


def alerts(topology: Topology, watch: Watch) -> Iterator[Alert]:
    """Yield what concerns all nodes that tell of themselves.

    Source: mysqld_exporter 0.14 (mysql_up, mysql_global_status_*, mysql_global_variables_*).
    """
    if all(each.kind != "database" for each in topology.exporters):
        return
    yield alert(
        NODE_DOWN,
        watch,
        "nodes",
        watch.span,
        "mysql_up == 0",
        "{{ $labels.instance }} of {{ $labels.cluster }} is down",
        "The {{ $labels.role }} {{ $labels.instance }} of {{ $labels.cluster }} on"
        " {{ $labels.host }} lets nobody in.",
    )
    yield alert(
        CROWDED,
        watch,
        "nodes",
        watch.span,
        "mysql_global_status_threads_connected / mysql_global_variables_max_connections > 0.85",
        "{{ $labels.instance }} has few connections left",
        "{{ $labels.instance }} of {{ $labels.cluster }} on {{ $labels.host }} has given away"
        " {{ $value | humanizePercentage }} of its connections.",
    )
