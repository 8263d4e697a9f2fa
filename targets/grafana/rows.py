"""What the rows of a dashboard show, as the stack has it."""

from collections.abc import Iterator

from dbstackc.emit.timed import dated
from dbstackc.model.topology import Cluster, Topology

from .panels import GREEN, ORANGE, RED, Panel, Query


def rows(topology: Topology) -> Iterator[tuple[str, list[Panel]]]:
    """Yield the title of each row and its panels, the most urgent first.

    Source: node_exporter 1.5, mysqld_exporter 0.14, HAProxy 2.6 addons/promex/README, cAdvisor
    v0.52 docs/storage/prometheus.md (names of metrics).
    """
    told = {exporter.of for exporter in topology.exporters}
    yield topology.name, _whole(topology)
    for cluster in topology.clusters:
        if any(node in told for node in cluster.nodes):
            yield f"{cluster.kind} cluster {cluster.name}", _cluster(cluster)
    if any(exporter.kind == "balancer" for exporter in topology.exporters):
        yield "Balancers", _balancers()
    if found := _dates(topology):
        yield "Dates", found
    yield "Machines", _machines()
    yield "Containers", _containers()


def _whole(topology: Topology) -> list[Panel]:
    found = [
        Panel(
            title="Alerts",
            about="What Prometheus calls for now; ALERTS.md says what to do.",
            queries=[('count(ALERTS{alertstate="firing"}) or vector(0)', "firing")],
            kind="stat",
            width=4,
            steps=((None, GREEN), (1, RED)),
        ),
        Panel(
            title="Machines that answer",
            queries=[('sum(up{job="host"})', f"of {len(topology.hosts)}")],
            kind="stat",
            width=4,
        ),
    ]
    if any(exporter.kind == "database" for exporter in topology.exporters):
        nodes = [each for each in topology.exporters if each.kind == "database"]
        found.append(
            Panel(
                title="Nodes that are up",
                queries=[("sum(mysql_up)", f"of {len(nodes)}")],
                kind="stat",
                width=4,
                steps=((None, RED), (len(nodes), GREEN)),
            )
        )
    for vip in topology.vips:
        if any(holder.inside for holder in vip.holders):
            continue
        told = f'node_network_address_info{{address="{vip.address}"}}'
        found.append(
            Panel(
                title=f"Who holds {vip.name}",
                about=vip.address,
                queries=[(f"count by (host) ({told})", "{{host}}")],
                kind="stat",
                width=4,
            )
        )
    return found


def _cluster(cluster: Cluster) -> list[Panel]:
    of = f'{{cluster="{cluster.name}"}}'
    status = "mysql_global_status_"
    found = (
        _galera(of, len(cluster.data_nodes)) if cluster.kind == "galera" else _followers(cluster)
    )
    return [
        *found,
        Panel(
            title="Questions",
            queries=[(f"rate({status}questions{of}[5m])", "{{instance}}")],
            unit="ops",
        ),
        Panel(
            title="Connections",
            queries=[
                (f"{status}threads_connected{of}", "{{instance}}"),
                (f"min(mysql_global_variables_max_connections{of})", "most"),
            ],
        ),
        Panel(
            title="Slow queries",
            queries=[(f"rate({status}slow_queries{of}[5m])", "{{instance}}")],
            unit="ops",
        ),
    ]


def _galera(of: str, members: int) -> list[Panel]:
    status = "mysql_global_status_wsrep_"
    return [
        Panel(
            title="Members in the group",
            queries=[(f"max({status}cluster_size{of})", "members")],
            kind="stat",
            steps=((None, RED), (members // 2 + 1, ORANGE), (members, GREEN)),
        ),
        Panel(
            title="Members in step",
            about="4 is synced.",
            queries=[(f"{status}local_state{of}", "{{instance}}")],
            kind="stat",
            width=16,
            steps=((None, ORANGE), (4, GREEN)),
        ),
        Panel(
            title="Writes held back",
            about="The part of the time for which members let the group wait.",
            queries=[(f"rate({status}flow_control_paused_ns{of}[5m]) / 1e9", "{{instance}}")],
            unit="percentunit",
        ),
        Panel(
            title="Write-sets that wait",
            queries=[(f"{status}local_recv_queue{of}", "{{instance}}")],
        ),
        Panel(
            title="Conflicts",
            queries=[(f"rate({status}local_cert_failures{of}[5m])", "{{instance}}")],
            unit="ops",
        ),
    ]


def _followers(cluster: Cluster) -> list[Panel]:
    of = f'{{cluster="{cluster.name}"}}'
    new = cluster.flavour == "mysql" and cluster.version >= (8, 4)
    who, whom = ("replica", "source") if new else ("slave", "master")
    status = "mysql_slave_status_"
    behind: list[Query] = [(f"{status}seconds_behind_{whom}{of}", "{{instance}}")]
    follows = f"{status}{who}_io_running{of} * {status}{who}_sql_running{of}"
    return [
        Panel(
            title="Replicas that follow",
            queries=[(follows, "{{instance}}")],
            kind="stat",
            width=16,
            steps=((None, RED), (1, GREEN)),
        ),
        Panel(
            title="The source",
            queries=[(f'mysql_up{{cluster="{cluster.name}",role="source"}}', "{{instance}}")],
            kind="stat",
            steps=((None, RED), (1, GREEN)),
        ),
        Panel(title="Behind the source", queries=behind, unit="s", width=24),
    ]


def _balancers() -> list[Panel]:
    return [
        Panel(
            title="Servers of each door",
            about="Those that pass their check, the ones that stand by too.",
            queries=[
                (
                    "haproxy_backend_active_servers + haproxy_backend_backup_servers",
                    "{{instance}} {{proxy}}",
                )
            ],
        ),
        Panel(
            title="Sessions",
            queries=[("haproxy_frontend_current_sessions", "{{instance}} {{proxy}}")],
        ),
        Panel(
            title="Failed connections to servers",
            queries=[
                ("rate(haproxy_backend_connection_errors_total[5m])", "{{instance}} {{proxy}}")
            ],
            unit="ops",
        ),
    ]


def _dates(topology: Topology) -> list[Panel]:
    found = []
    if topology.backups:
        most = max(each.gap * 60 + each.limit for each in topology.backups)
        last = "time() - dbstackc_backup_last_success_timestamp_seconds"
        found.append(
            Panel(
                title="Age of the last copy",
                queries=[(last, "{{cluster}}")],
                kind="stat",
                unit="s",
                width=16,
                steps=((None, GREEN), (most, RED)),
            )
        )
    if dated(topology):
        left = "dbstackc_certificate_end_timestamp_seconds - time()"
        found.append(
            Panel(
                title="The certificate is good for",
                queries=[(left, "{{certificate}}")],
                kind="stat",
                unit="s",
                steps=((None, RED), (14 * 86400, ORANGE), (30 * 86400, GREEN)),
                least=None,
            )
        )
    return found


def _machines() -> list[Panel]:
    idle = 'rate(node_cpu_seconds_total{mode="idle"}[5m])'
    disks = 'fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|devtmpfs"'
    free = f"node_filesystem_avail_bytes{{{disks}}} / node_filesystem_size_bytes{{{disks}}}"
    memory = "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes"
    part = "percentunit"
    return [
        Panel(title="CPU", queries=[(f"1 - avg by (host) ({idle})", "{{host}}")], unit=part),
        Panel(title="Memory that is free", queries=[(memory, "{{host}}")], unit=part),
        Panel(title="Room on disks", queries=[(free, "{{host}} {{mountpoint}}")], unit=part),
    ]


def _containers() -> list[Panel]:
    named = '{name!=""}'
    return [
        Panel(
            title="Memory of containers",
            queries=[(f"container_memory_working_set_bytes{named}", "{{host}} {{name}}")],
            unit="bytes",
            width=12,
        ),
        Panel(
            title="CPU of containers",
            queries=[
                (
                    f"sum by (host, name) (rate(container_cpu_usage_seconds_total{named}[5m]))",
                    "{{host}} {{name}}",
                )
            ],
            width=12,
        ),
    ]
