"""Compose files as text."""

from functools import lru_cache
from typing import Any

from dbstackc.base.quantity import Size
from dbstackc.emit import layout
from dbstackc.emit.service.spec import Health, Mount, SecretFile, Service
from dbstackc.emit.target import Artifact
from dbstackc.emit.trace import Lines
from dbstackc.emit.yaml import From, Printed, Value, printed
from dbstackc.emit.yaml import write as write_yaml
from dbstackc.model.thing import Host, Network
from dbstackc.model.topology import Vip

from .document import BirthFile, ComposeFile, Document, ProjectFile

LOGGING = printed({"driver": "json-file", "options": {"max-size": "10m", "max-file": "3"}})
"""Without a limit Docker keeps every line for ever.

Source: docker docs, "JSON File logging driver".
"""

RESTART = "unless-stopped"


def write(document: Document) -> Artifact:
    """Print one file."""
    if isinstance(document, ProjectFile):
        return _project(document)
    if isinstance(document, BirthFile):
        return _birth(document)
    return _compose(document)


def _compose(file: ComposeFile) -> Artifact:
    services: dict[str, Value] = {}
    volumes: dict[str, Value] = {}
    secrets: dict[str, Value] = {}
    for service in file.services:
        services[service.name] = From(_service(service), service.thing.span)
        for volume in service.volumes:
            volumes[volume.name] = From({"name": volume.name}, service.thing.span)
        secrets.update(_sources(service.secrets))
    whole: dict[str, Value] = {"services": services}
    if file.networks:
        whole["networks"] = {
            each.name: From(_network(each, file.reserved[each.name]), each.span)
            for each in file.networks
        }
    if volumes:
        whole["volumes"] = volumes
    if secrets:
        whole["secrets"] = secrets
    lines = Lines()
    lines.add(
        f"# {file.stack}, host {file.host.name}. Made by dbstackc: change the .dbs file instead.\n"
        "# First ./fill.sh, then: docker compose up -d",
        file.host.span,
    )
    write_yaml(lines, whole, dollars=True)
    return lines.artifact(
        layout.compose(file.host), title=f"the containers of {file.host.name}, for Compose"
    )


def _birth(file: BirthFile) -> Artifact:
    """Print the override; a service that fails stays down, since half a start is no start."""
    services: dict[str, Value] = {}
    secrets: dict[str, Value] = {}
    for service in file.services:
        if (first := service.first) is None:
            continue
        said: dict[str, Value] = {"command": first.command, "restart": "no"}
        if first.environment:
            said["environment"] = first.environment
        if first.secrets:
            said["secrets"] = [each.secret.name for each in first.secrets]
        said["volumes"] = [_bind(mount, service.host) for mount in first.mounts]
        services[service.name] = From(said, service.thing.span)
        secrets.update(_sources(first.secrets))
    whole: dict[str, Value] = {"services": services}
    if secrets:
        whole["secrets"] = secrets
    lines = Lines()
    lines.add(
        f"# {file.stack}, host {file.host.name}: the birth of a cluster, once in its life.\n"
        "# On a cluster that exists this would make a second one. For a node named below:\n"
        "#   docker compose -f compose.yml -f bootstrap.yml up -d NODE\n"
        "# Once the other nodes have joined, make it one of them: docker compose up -d NODE",
        file.host.span,
    )
    write_yaml(lines, whole, dollars=True)
    return lines.artifact(
        layout.bootstrap_compose(file.host), title=f"the birth of clusters on {file.host.name}"
    )


def _project(file: ProjectFile) -> Artifact:
    lines = Lines()
    lines.add(f"COMPOSE_PROJECT_NAME={file.project}", file.host.span)
    return lines.artifact(
        f"{layout.folder(file.host)}/.env", title=f"the project's name on {file.host.name}"
    )


def _service(service: Service) -> dict[str, Value]:
    """Return one service, its keys in the order a person looks for them."""
    lines = service.lines
    said: dict[str, Value] = {"image": From(service.image, lines.image)}
    said["container_name"] = service.name
    if service.entrypoint:
        said["entrypoint"] = service.entrypoint
    if service.command:
        said["command"] = service.command
    if service.joins is None:
        said["hostname"] = service.name
    if service.user:
        said["user"] = service.user
    if service.workdir:
        said["working_dir"] = service.workdir
    said["restart"] = RESTART
    if service.grace:
        said["stop_grace_period"] = f"{service.grace}s"
    if service.after:
        said["depends_on"] = service.after
    if service.environment:
        said["environment"] = service.environment
    if service.secrets:
        said["secrets"] = [each.secret.name for each in service.secrets]
    if service.mounts or service.volumes:
        said["volumes"] = [
            *(_bind(mount, service.host) for mount in service.mounts),
            *(f"{volume.name}:{volume.inside}" for volume in service.volumes),
        ]
    _attach(said, service)
    if service.capabilities:
        said["cap_add"] = service.capabilities
    if service.memory:
        said["mem_limit"] = From(str(Size(service.memory)), lines.memory)
    if service.health:
        said["healthcheck"] = From(_health(service.health), lines.check)
    said["logging"] = LOGGING
    said["labels"] = service.labels
    return said


def _attach(said: dict[str, Value], service: Service) -> None:
    """Add the network: the host's own, another container's, or a named one with its ports."""
    lines = service.lines
    if service.joins:
        said["network_mode"] = f"service:{service.joins}"
    elif service.network is None:
        said["network_mode"] = From("host", lines.network)
        if service.hosts:
            said["extra_hosts"] = service.hosts
    else:
        place: dict[str, Value] = {}
        if service.address:
            family = "ipv6_address" if ":" in service.address else "ipv4_address"
            place[family] = service.address
        if service.alias:
            place["aliases"] = [service.alias]
        name = service.network.name
        said["networks"] = From({name: place} if place else [name], lines.network)
        if service.ports:
            ports = [f"{outer}:{inner}" for outer, inner in service.ports]
            said["ports"] = From(ports, lines.ports)


def _bind(mount: Mount, host: Host) -> dict[str, Value]:
    """Return a mount in the long form: the short one makes a folder where the file is missing.

    Source: compose-spec, 05-services.md, "volumes".
    """
    return {
        "type": "bind",
        "source": f"./{mount.source(host)}",
        "target": mount.inside,
        "read_only": True,
    }


def _sources(secrets: tuple[SecretFile, ...]) -> dict[str, Value]:
    return {
        each.secret.name: From({"file": f"./{layout.SECRETS}/{each.secret.name}"}, each.secret.span)
        for each in secrets
    }


@lru_cache(maxsize=1024)
def _health(health: Health) -> Printed:
    return printed(
        {
            "test": health.test,
            "interval": f"{health.every}s",
            "timeout": f"{health.timeout}s",
            "retries": health.retries,
            "start_period": f"{health.start}s",
        },
        dollars=True,
    )


def _network(network: Network, reserved: tuple[Vip, ...]) -> dict[str, Value]:
    """Return one network; an overlay spans hosts, so it is made once, before any of them."""
    if network.driver == "overlay":
        return {"external": True, "name": network.name}
    said: dict[str, Value] = {"name": network.name, "driver": network.driver}
    if network.parent:
        said["driver_opts"] = {"parent": network.parent}
    if network.subnet:
        if ":" in network.subnet:
            said["enable_ipv6"] = True
        pool: dict[str, Any] = {"subnet": network.subnet}
        if network.pool:
            pool["ip_range"] = network.pool
        if network.gateway:
            pool["gateway"] = network.gateway
        if reserved:
            pool["aux_addresses"] = {vip.name: vip.address for vip in reserved}
        said["ipam"] = {"config": [pool]}
    return said
