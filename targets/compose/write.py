"""Compose files as text."""

from functools import lru_cache
from typing import Any

from dbstackc.base.quantity import Size
from dbstackc.base.span import Span
from dbstackc.emit import layout
from dbstackc.emit.service.bind import host_bind
from dbstackc.emit.service.spec import Birth, Health, SecretFile, Service
from dbstackc.emit.target import Artifact
from dbstackc.emit.trace import Lines
from dbstackc.emit.yaml import From, Printed, Value, comment, printed, quote
from dbstackc.emit.yaml import write as write_yaml
from dbstackc.model.thing import Network
from dbstackc.model.topology import Vip

from .document import BirthFile, ComposeFile, Document, ProjectFile
from .template import at, slot

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
    lines = Lines()
    lines.add(
        comment(f"{file.stack}, host {file.host.name}. Made by dbstackc: change the .dbs instead.")
        + "".join(f"\n{comment(line)}" for line in file.host.doc)
        + "\n# First ./fill.sh, then: docker compose up -d\n"
        "services:",
        file.host.span,
    )
    volumes: list[tuple[str, Span]] = []
    secrets: dict[str, Value] = {}
    for service in file.services:
        template, values = file.templates.service(service, _service)
        for line in service.thing.doc:
            lines.add(f"  {comment(line)}", service.thing.span)
        lines.add(f"  {values['name']}:", service.thing.span)
        template.fill(lines, values, service.lines)
        volumes += [(quote(volume.name), service.thing.span) for volume in service.volumes]
        if service.recipe.secrets:
            secrets.update(_sources(service.recipe.secrets))
    if file.networks:
        networks: dict[str, Value] = {
            each.name: From(_network(each, file.reserved[each.name]), each.span)
            for each in file.networks
        }
        write_yaml(lines, {"networks": networks}, dollars=True)
    if volumes:
        lines.add("volumes:")
        for name, span in volumes:
            lines.add(f"  {name}:\n    name: {name}", span)
    if secrets:
        write_yaml(lines, {"secrets": secrets}, dollars=True)
    return lines.artifact(
        layout.compose(file.host), title=f"the containers of {file.host.name}, for Compose"
    )


def _birth(file: BirthFile) -> Artifact:
    lines = Lines()
    lines.add(
        comment(f"{file.stack}, host {file.host.name}: the birth of a cluster, once in its life.")
        + "\n# On a cluster that exists this would make a second one. For a node named below:\n"
        "#   docker compose -f compose.yml -f bootstrap.yml up -d NODE\n"
        "# Once the other nodes have joined, make it one of them: docker compose up -d NODE\n"
        "services:",
        file.host.span,
    )
    secrets: dict[str, Value] = {}
    for service in file.services:
        if (birth := service.birth) is None:
            continue
        template, values = file.templates.birth(service, birth, _born)
        lines.add(f"  {values['name']}:", service.thing.span)
        template.fill(lines, values, service.lines)
        secrets.update(_sources(birth.secrets))
    if secrets:
        write_yaml(lines, {"secrets": secrets}, dollars=True)
    return lines.artifact(
        layout.bootstrap_compose(file.host), title=f"the birth of clusters on {file.host.name}"
    )


def _born(birth: Birth, service: Service) -> dict[str, Value]:
    """Return the override; a start that fails stays down, since half a birth is no cluster."""
    said: dict[str, Value] = {"command": birth.command, "restart": "no"}
    environment = {**dict.fromkeys(birth.unset, ""), **birth.environment}
    if environment:
        said["environment"] = environment
    if birth.secrets:
        said["secrets"] = [each.secret.name for each in birth.secrets]
    said["volumes"] = [
        _bind(slot(f"born{index}"), slot(f"into{index}")) for index in range(len(service.born_with))
    ]
    return said


def _project(file: ProjectFile) -> Artifact:
    lines = Lines()
    lines.add(f"COMPOSE_PROJECT_NAME={file.project}", file.host.span)
    return lines.artifact(
        f"{layout.folder(file.host)}/.env", title=f"the project's name on {file.host.name}"
    )


def _service(service: Service) -> dict[str, Value]:
    """Return one service; what comes from the same words stands together."""
    recipe = service.recipe
    said: dict[str, Value] = {"image": at(recipe.image, "image")}
    if recipe.memory:
        said["mem_limit"] = at(str(Size(recipe.memory)), "memory")
    said["container_name"] = slot("name")
    if recipe.entrypoint:
        said["entrypoint"] = recipe.entrypoint
    if recipe.command:
        said["command"] = recipe.command
    if service.joins is None:
        said["hostname"] = slot("name")
    if recipe.user:
        said["user"] = recipe.user
    if recipe.workdir:
        said["working_dir"] = recipe.workdir
    said["restart"] = RESTART
    if recipe.grace:
        said["stop_grace_period"] = f"{recipe.grace}s"
    if service.after:
        said["depends_on"] = service.after
    if recipe.environment:
        said["environment"] = {name: slot(f"env.{name}") for name in recipe.environment}
    if recipe.secrets:
        said["secrets"] = [each.secret.name for each in recipe.secrets]
    if recipe.binds or service.mounts or service.volumes:
        said["volumes"] = [
            *(host_bind(each) for each in recipe.binds),
            *(_bind(slot(f"source{n}"), each.inside) for n, each in enumerate(service.mounts)),
            *(slot(f"volume{n}") for n in range(len(service.volumes))),
        ]
    if recipe.capabilities:
        said["cap_add"] = recipe.capabilities
    said["logging"] = LOGGING
    said["labels"] = {name: slot(f"label.{name}") for name in recipe.labels}
    _attach(said, service)
    if recipe.health:
        said["healthcheck"] = at(_health(recipe.health), "check")
    return said


def _attach(said: dict[str, Value], service: Service) -> None:
    """Add the network: the host's own, another container's, or a named one with its ports."""
    if service.joins:
        said["network_mode"] = f"service:{service.joins}"
    elif service.apart:
        # the project's own network, which Compose makes for whoever names none
        if service.ports:
            said["ports"] = at([slot(f"port{n}") for n in range(len(service.ports))], "ports")
    elif service.network is None:
        said["network_mode"] = at("host", "network")
        if service.hosts:
            said["extra_hosts"] = [slot(f"host{n}") for n in range(len(service.hosts))]
    else:
        place: dict[str, Value] = {}
        if service.address:
            place["ipv6_address" if ":" in service.address else "ipv4_address"] = slot("address")
        if service.alias:
            place["aliases"] = [service.alias]
        name = service.network.name
        said["networks"] = at({name: place} if place else [name], "network")
        if service.ports:
            said["ports"] = at([slot(f"port{n}") for n in range(len(service.ports))], "ports")


def _bind(source: Value, target: Value) -> dict[str, Value]:
    """Return a mount in the long form, so that a file that is missing is an error.

    The short form makes a folder in its place. So does the long one in the newest releases of v2,
    but `create_host_path`, which would forbid it, is refused by 1.29.

    Source: docker-compose 1.29.2, compose_spec.json; compose-go e70e961, transform/volume.go.
    """
    return {"type": "bind", "source": source, "target": target, "read_only": True}


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
