"""The containers that look at a stack: Prometheus, Grafana, and what tells of hosts and nodes."""

from collections.abc import Callable, Iterator

from dbstackc.base.quantity import Duration
from dbstackc.base.record import replace
from dbstackc.base.text import endpoint
from dbstackc.emit import layout
from dbstackc.emit.service.contract import SECRETS
from dbstackc.emit.service.spec import (
    Bind,
    Health,
    Mount,
    Recipe,
    SecretFile,
    Service,
    Volume,
    origins,
)
from dbstackc.emit.timed import METRICS, tells
from dbstackc.model.thing import Placed
from dbstackc.model.topology import Exporter, Topology, Watch

NOBODY = 65534
"""Who Prometheus and its exporters run as. Source: their Dockerfiles (USER nobody)."""

GRAFANA_USER = 472
"""Source: grafana/grafana, Dockerfile (GF_UID)."""

SETTINGS = "/etc/prometheus"

LOGIN = "/etc/mysqld-exporter.cnf"

DASHBOARDS = "/etc/dbstackc/dashboards"

DATA = "/prometheus"

ALL_OF_HOST = (Bind("/", "/host", later=True),)

FILES = (f"--collector.textfile.directory=/host{METRICS}",)
"""Source: prometheus/node_exporter 1.5, README ("Textfile Collector")."""

CONTAINERS = (
    Bind("/", "/rootfs", later=True),
    Bind("/var/run", "/var/run"),
    Bind("/sys", "/sys"),
    Bind("/var/lib/docker", "/var/lib/docker"),
)
"""Read, never written; nothing of it takes `--privileged`.

Source: google/cadvisor v0.52, docs/running.md.
"""

UNWATCHED = (
    "advtcp,cpu_topology,cpuset,hugetlb,memory_numa,percpu,referenced_memory,resctrl,tcp,udp"
)
"""What cAdvisor counts and no rule or panel of ours asks for."""


def watching_services(topology: Topology, labels: dict[str, str]) -> Iterator[Service]:
    """Yield what tells, then what looks, in the order of the topology."""
    for exporter in topology.exporters:
        if exporter.kind in _RECIPES:
            reads = exporter.kind == "host" and tells(topology, exporter.host)
            yield _exporter(exporter, labels, FILES if reads else ())
    for watch in topology.watches:
        yield _prometheus(watch, labels)
        if watch.grafana is not None:
            yield _grafana(watch, labels)


def bound(placed: Placed, port: int) -> str:
    """Return where a process listens: at its host's own address, or at all of its network."""
    if placed.network is not None:
        return f":{port}"
    return endpoint(placed.host.address, port)


def _asked(placed: Placed, port: int, path: str) -> Health:
    """Return a check by HTTP; the images have busybox."""
    where = bound(placed, port)
    url = f"http://{'127.0.0.1' if where.startswith(':') else ''}{where}{path}"
    return Health(("CMD", "wget", "-q", "-O", "/dev/null", url), start=30)


def _exporter(exporter: Exporter, labels: dict[str, str], flags: tuple[str, ...]) -> Service:
    recipe = _RECIPES[exporter.kind](exporter, {**labels, "dbstackc.role": "exporter"})
    if flags:
        recipe = replace(recipe, command=(*recipe.command, *flags))
    mounts: tuple[Mount, ...] = ()
    if exporter.kind == "database":
        mounts = (Mount(layout.exporter_file(exporter), LOGIN, True, NOBODY),)
    ports = ((exporter.port, exporter.listen),) if exporter.network and exporter.port else ()
    return Service(
        name=exporter.name,
        recipe=recipe,
        thing=exporter,
        host=exporter.host,
        lines=origins(exporter),
        mounts=mounts,
        ports=ports,
        network=exporter.network,
        address=exporter.address,
    )


def _host(exporter: Exporter, labels: dict[str, str]) -> Recipe:
    """Return what tells of a machine; addresses too, so that holders of a vip can be counted.

    Source: prometheus/node_exporter 1.5, README ("Docker", `--path.rootfs`) and
    collector/netdev_common.go (`--collector.netdev.address-info`).
    """
    return Recipe(
        role="exporter",
        image=exporter.image,
        command=(
            "--path.procfs=/host/proc",
            "--path.sysfs=/host/sys",
            "--path.rootfs=/host",
            "--collector.netdev.address-info",
            "--collector.filesystem.mount-points-exclude=^/(dev|proc|run|sys|var/lib/docker/.+)($|/)",
            f"--web.listen-address={bound(exporter, exporter.listen)}",
        ),
        environment={},
        binds=ALL_OF_HOST,
        health=_asked(exporter, exporter.listen, "/"),
        memory=exporter.memory,
        labels=labels,
    )


def _containers(exporter: Exporter, labels: dict[str, str]) -> Recipe:
    address = () if exporter.network else (f"--listen_ip={exporter.host.address}",)
    return Recipe(
        role="exporter",
        image=exporter.image,
        command=(
            *address,
            f"--port={exporter.listen}",
            "--docker_only=true",
            "--store_container_labels=false",
            "--housekeeping_interval=15s",
            f"--disable_metrics={UNWATCHED}",
        ),
        environment={},
        binds=CONTAINERS,
        health=_asked(exporter, exporter.listen, "/healthz"),
        memory=exporter.memory,
        labels=labels,
    )


def _database(exporter: Exporter, labels: dict[str, str]) -> Recipe:
    """Return what tells of a node.

    DOLLAR: in the file that it logs in by a `$` begins a variable, a password's own `$` too.

    Source: prometheus/mysqld_exporter 0.15, config/config.go (os.ExpandEnv over every value).
    """
    return Recipe(
        role="exporter",
        image=exporter.image,
        command=(
            f"--config.my-cnf={LOGIN}",
            f"--web.listen-address={bound(exporter, exporter.listen)}",
        ),
        environment={"DOLLAR": "$"},
        health=_asked(exporter, exporter.listen, "/"),
        memory=exporter.memory,
        labels=labels,
    )


_RECIPES: dict[str, Callable[[Exporter, dict[str, str]], Recipe]] = {
    "host": _host,
    "containers": _containers,
    "database": _database,
}


def _prometheus(watch: Watch, labels: dict[str, str]) -> Service:
    folder = layout.watch_folder(watch)
    return Service(
        name=watch.name,
        recipe=Recipe(
            role="watch",
            image=watch.image,
            command=(
                f"--config.file={SETTINGS}/prometheus.yml",
                f"--storage.tsdb.path={DATA}",
                f"--storage.tsdb.retention.time={Duration(watch.keep)}",
                f"--web.listen-address={bound(watch, watch.listen)}",
            ),
            environment={},
            health=_asked(watch, watch.listen, "/-/healthy"),
            memory=watch.memory,
            labels={**labels, "dbstackc.role": "watch"},
        ),
        thing=watch,
        host=watch.host,
        lines=origins(watch),
        mounts=(
            Mount(f"{folder}/prometheus.yml", f"{SETTINGS}/prometheus.yml"),
            Mount(f"{folder}/rules.yml", f"{SETTINGS}/rules.yml"),
        ),
        volumes=(Volume(f"{watch.name}-data", DATA),),
        ports=((watch.port, watch.listen),) if watch.network and watch.port else (),
        network=watch.network,
        address=watch.address,
    )


def _grafana(watch: Watch, labels: dict[str, str]) -> Service:
    """Return the Grafana beside a Prometheus; it calls nobody outside.

    Source: Grafana 12 manual, "Configure Grafana" (`__FILE` for secrets; analytics), "Provision".
    """
    grafana, folder = watch.grafana, layout.grafana_folder(watch)
    assert grafana is not None
    environment = {
        "GF_SECURITY_ADMIN_PASSWORD__FILE": f"{SECRETS}/{grafana.secret.name}",
        "GF_SERVER_HTTP_PORT": str(grafana.port),
        "GF_USERS_ALLOW_SIGN_UP": "false",
        "GF_ANALYTICS_REPORTING_ENABLED": "false",
        "GF_ANALYTICS_CHECK_FOR_UPDATES": "false",
        "GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES": "false",
    }
    if watch.network is None:
        environment["GF_SERVER_HTTP_ADDR"] = watch.host.address
    provisioning = "/etc/grafana/provisioning"
    return Service(
        name=grafana.name,
        recipe=Recipe(
            role="watch",
            image=grafana.image,
            environment=environment,
            secrets=(SecretFile(grafana.secret, GRAFANA_USER),),
            health=_asked(watch, grafana.port, "/api/health"),
            memory=grafana.memory,
            labels={**labels, "dbstackc.role": "watch"},
        ),
        thing=grafana,
        host=watch.host,
        lines=origins(grafana),
        mounts=(
            Mount(f"{folder}/datasource.yml", f"{provisioning}/datasources/dbstackc.yml"),
            Mount(f"{folder}/dashboards.yml", f"{provisioning}/dashboards/dbstackc.yml"),
            Mount(f"{folder}/stack.json", f"{DASHBOARDS}/stack.json"),
        ),
        volumes=(Volume(f"{grafana.name}-data", "/var/lib/grafana"),),
        ports=((grafana.port, grafana.port),) if watch.network else (),
        network=watch.network,
        address=None,
    )
