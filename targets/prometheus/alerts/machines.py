"""Alerts on machines, on containers, and on what looks at them."""

from collections.abc import Iterator

from dbstackc.base.quantity import Duration
from dbstackc.model.topology import Topology, Watch

from .kind import Alert, Kind, alert

HOST_SILENT = Kind(
    name="HostSilent",
    severity="critical",
    looks=4,
    means="The exporter of a machine does not answer. It is down, cut off, or its Docker is.",
    do="Log in. If you cannot, the machine is gone: what ran on it is told of by alerts of its own."
    " If you can, look at `docker ps`, and at the firewall between it and Prometheus.",
)

EXPORTER_SILENT = Kind(
    name="ExporterSilent",
    severity="warning",
    looks=8,
    means="A machine answers, and one of the processes on it that tell how things are does not."
    " Nobody would notice now what it should tell of.",
    do="On that machine: `docker compose ps` and `docker compose logs` in the host's folder. An"
    " exporter of a database that cannot log in goes on running; see NodeDown.",
)

DISK_FULL = Kind(
    name="DiskNearlyFull",
    severity="critical",
    looks=20,
    means="A file system has less than a tenth of its room left. A database whose disk is full"
    " stops.",
    do="Look for what grew: `du -xh --max-depth=2 /var/lib/docker/volumes`. Binary logs go by"
    " `PURGE BINARY LOGS BEFORE …` on a source whose replicas have them.",
)

MEMORY_LOW = Kind(
    name="MemoryLow",
    severity="warning",
    looks=8,
    means="A machine has less than a twentieth of its memory left for new work. Next the kernel"
    " ends the largest process, which is a database.",
    do="`docker stats` shows who uses it; lower `memory` of what stands there, or move something.",
)

CONTAINER_FULL = Kind(
    name="ContainerNearItsLimit",
    severity="warning",
    looks=20,
    means="A container uses nearly all the memory that it may. Past that the kernel ends it.",
    do="Raise `memory` of it in the .dbs file, and start it again; or find out what it keeps.",
)

UNTOLD = Kind(
    name="AlertsUndelivered",
    severity="warning",
    looks=1,
    means="A Prometheus cannot hand its alerts to an Alertmanager: nobody is called for anything.",
    do="Look whether the Alertmanager runs, and whether the Prometheus reaches it.",
)

DISKS = 'fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|devtmpfs"'


def alerts(topology: Topology, watch: Watch) -> Iterator[Alert]:
    """Yield what concerns all machines.

    Source: node_exporter 1.5 (node_filesystem_*, node_memory_*); cAdvisor v0.52, docs/storage/
    prometheus.md; Prometheus 2.42 (prometheus_notifications_errors_total).
    """
    about, span = "machines", watch.span
    yield alert(
        HOST_SILENT,
        watch,
        about,
        span,
        'up{job="host"} == 0',
        "{{ $labels.host }} does not answer",
        "The exporter of the machine {{ $labels.host }} does not answer Prometheus.",
    )
    yield alert(
        EXPORTER_SILENT,
        watch,
        about,
        span,
        'up{job!="host"} == 0 unless on (host) (up{job="host"} == 0)',
        "{{ $labels.job }} tells nothing of {{ $labels.instance }}",
        "The machine {{ $labels.host }} answers, and what tells of {{ $labels.instance }} there"
        " (job {{ $labels.job }}) does not.",
    )
    yield alert(
        DISK_FULL,
        watch,
        about,
        span,
        f"node_filesystem_avail_bytes{{{DISKS}}} / node_filesystem_size_bytes{{{DISKS}}} < 0.1",
        "{{ $labels.mountpoint }} of {{ $labels.host }} is nearly full",
        "{{ $value | humanizePercentage }} of {{ $labels.mountpoint }} on {{ $labels.host }} are"
        " left.",
    )
    yield alert(
        MEMORY_LOW,
        watch,
        about,
        span,
        "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < 0.05",
        "{{ $labels.host }} runs out of memory",
        "{{ $value | humanizePercentage }} of the memory of {{ $labels.host }} are left.",
    )
    yield alert(
        CONTAINER_FULL,
        watch,
        about,
        span,
        'container_memory_working_set_bytes{name!=""}'
        ' / (container_spec_memory_limit_bytes{name!=""} > 0) > 0.95',
        "{{ $labels.name }} on {{ $labels.host }} is at its limit",
        "The container {{ $labels.name }} on {{ $labels.host }} uses"
        " {{ $value | humanizePercentage }} of the memory that it may.",
    )
    if watch.alert:
        window = Duration(20 * watch.every)
        yield alert(
            UNTOLD,
            watch,
            about,
            watch.origin("alert"),
            f"increase(prometheus_notifications_errors_total[{window}]) > 0",
            "{{ $labels.instance }} cannot call anybody",
            "The Prometheus {{ $labels.instance }} on {{ $labels.host }} failed to hand alerts to"
            " {{ $labels.alertmanager }}.",
        )
