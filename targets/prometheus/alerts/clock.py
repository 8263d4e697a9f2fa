"""Alerts on what has a date: copies of clusters, and the certificate of the registry."""

from collections.abc import Iterator

from dbstackc.base.quantity import Duration
from dbstackc.base.record import replace
from dbstackc.emit import layout
from dbstackc.emit.timed import dated
from dbstackc.model.backup import Backup
from dbstackc.model.topology import Registry, Topology, Watch

from .kind import Alert, Kind, alert

OLD = Kind(
    name="CopyTooOld",
    severity="critical",
    looks=4,
    means="The last good copy of a cluster is older than it may be. What is deleted by mistake now"
    " can be brought back as it was then, and no later.",
    do="`journalctl -u 'dbstackc-backup-*'` on the host says why. `./backup.sh CLUSTER` takes one"
    " now.",
)

NEVER = Kind(
    name="NeverCopied",
    severity="critical",
    looks=4,
    means="A cluster has had time for a first copy, and its host knows of none. What is deleted by"
    " mistake is gone.",
    do="`./backup.sh CLUSTER` takes one now, and says why where it cannot. If that works,"
    " `steps/90-backup.sh` lays the timers anew.",
)

DAYS = 14
"""How long before its end a certificate is told of."""

ENDS = Kind(
    name="CertificateEnds",
    severity="warning",
    looks=4,
    means=f"The certificate that the registry shows ends within {DAYS} days, or nobody could see"
    " how long it is good. Once it has ended no host can pull an image: what is started again on"
    " another machine stays away.",
    do="Put a new one where the old one lies, and restart the registry, which reads it when it"
    " starts: `docker restart` its container. `certificate/age.sh` on its host looks each hour;"
    " `journalctl -u 'dbstackc-certificate-*'` says what it saw.",
)


def alerts(topology: Topology, watch: Watch) -> Iterator[Alert]:
    """Yield what concerns copies and certificates; a host that is silent is told of elsewhere.

    Source: node_exporter 1.5, README ("Textfile Collector").
    """
    for backup in topology.backups:
        yield from _copies(topology, backup, watch)
    if topology.registry is not None and dated(topology):
        yield _certificate(topology, topology.registry, watch)


def _copies(topology: Topology, backup: Backup, watch: Watch) -> Iterator[Alert]:
    """Yield what is told of a cluster's copies; the first may be as long in coming as any other."""
    stack, name, host = layout.project(topology.name), backup.name, backup.node.host.name
    last = f'dbstackc_backup_last_success_timestamp_seconds{{stack="{stack}",cluster="{name}"}}'
    allowed = Duration((backup.gap * 60 + backup.limit) * 1000)
    for kind, expression, hold in (
        (OLD, f"time() - {last} > {allowed.seconds}", None),
        (NEVER, f'up{{job="host",host="{host}"}} == 1 unless on (host) {last}', allowed.ms),
    ):
        made = alert(
            kind,
            watch,
            f"cluster {name}",
            backup.span,
            expression,
            f"{name} has no copy of the last {allowed}",
            f"{backup.node.name} on {host} is to be copied every {Duration(backup.gap * 60_000)},"
            f" and no copy of the last {allowed} is good.",
            {"cluster": name},
        )
        yield made if hold is None else replace(made, hold=hold)


def _certificate(topology: Topology, hub: Registry, watch: Watch) -> Alert:
    of = f'{{stack="{layout.project(topology.name)}",certificate="{hub.name}"}}'
    ends = f"dbstackc_certificate_end_timestamp_seconds{of}"
    return alert(
        ENDS,
        watch,
        f"registry {hub.name}",
        hub.origin("certificate"),
        f"{ends} - time() < {DAYS * 86400} or"
        f' up{{job="host",host="{hub.host.name}"}} == 1 unless on (host) {ends}',
        f"the certificate of {hub.name} ends, or is not seen",
        f"What {hub.address} shows is not known to be good for {DAYS} days more.",
        {"certificate": hub.name},
    )
