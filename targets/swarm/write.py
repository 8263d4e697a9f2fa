"""Stacks as text."""

from dbstackc.base.quantity import Size
from dbstackc.emit import layout
from dbstackc.emit.service.bind import host_bind
from dbstackc.emit.service.build import HOST_LABEL
from dbstackc.emit.service.spec import Mount, SecretFile, Service
from dbstackc.emit.target import Artifact
from dbstackc.emit.trace import Lines
from dbstackc.emit.yaml import From, Open, Value, comment, printed
from dbstackc.emit.yaml import write as write_yaml
from dbstackc.model.thing import Network

from .document import Stack
from .files import ROTATION, Made, key, name, place

LOGGING = printed({"driver": "json-file", "options": {"max-size": "10m", "max-file": "3"}})

UPDATE = printed({"parallelism": 1, "order": "stop-first"})
"""One task holds the volume and the host's port, so the next cannot start before it is gone."""

RESTART = printed({"condition": "any", "delay": "5s"})

VERSION = "3.8"
"""Docker 20.10 takes a stack without one for 1.0, and refuses it; 3.5 lets configs have names.

Source: docker/cli v20.10, cli/compose/schema and loader.
"""


def stack_file(stack: Stack, made: Made) -> Artifact:
    """Print a stack; made: the other files of the bundle, by path."""
    services: dict[str, Value] = {}
    whole: dict[str, dict[str, Value]] = {"networks": _networks(stack), "volumes": {}}
    files: dict[str, dict[str, Value]] = {"configs": {}, "secrets": {}}
    for service in stack.services:
        services[service.name] = From(_service(service), service.thing.span)
        for volume in service.volumes:
            whole["volumes"][volume.name] = From({"name": volume.name}, service.thing.span)
        _keep(files, stack, service, service.mounts, service.recipe.secrets, made)
    lines = Lines()
    first = stack.services[0].thing.span if stack.services else None
    lines.add(
        comment(f"{stack.name}: a stack for Swarm. Made by dbstackc: change the .dbs instead.")
        + "\n# On a manager: fill the hosts' files, label the machines, and then\n"
        + comment(f"  docker stack deploy -c swarm/stack.yml {stack.name}"),
        first,
    )
    sections = {"services": services, **whole, **files}
    kept = {name: section for name, section in sections.items() if section}
    write_yaml(lines, {"version": VERSION, **kept}, dollars=True)
    return lines.artifact(layout.stack(), title="all containers, for Swarm")


def birth_file(stack: Stack, made: Made) -> Artifact:
    """Print what differs the one time that Galera clusters are born."""
    services: dict[str, Value] = {}
    files: dict[str, dict[str, Value]] = {"configs": {}, "secrets": {}}
    for service in stack.services:
        if (birth := service.birth) is None:
            continue
        said: dict[str, Value] = {"command": birth.command}
        # laid over another file, an empty value would leave the other's as it is
        if birth.unset:
            unset = (part for each in birth.unset for part in ("-u", each))
            said["entrypoint"] = ["env", *unset, birth.entrypoint]
        if birth.environment:
            said["environment"] = birth.environment
        said.update(_mounted(service.born_with, birth.secrets))
        # half a birth is no cluster: what fails stays down, and is looked at
        said["deploy"] = {"restart_policy": {"condition": "none"}}
        services[service.name] = From(said, service.thing.span)
        _keep(files, stack, service, service.born_with, birth.secrets, made)
    lines = Lines()
    lines.add(
        comment(f"{stack.name}: the birth of its Galera clusters, once in their life.")
        + "\n# On clusters that exist this would make second ones.\n"
        + comment(f"  docker stack deploy -c swarm/stack.yml -c swarm/bootstrap.yml {stack.name}")
        + "\n# Once all members have joined, deploy the stack alone."
    )
    kept = {name: section for name, section in files.items() if section}
    write_yaml(lines, {"version": VERSION, "services": services, **kept}, dollars=True)
    return lines.artifact("swarm/bootstrap.yml", title="the birth of clusters, for Swarm")


def _service(service: Service) -> dict[str, Value]:
    """Return one service; nothing in it is a word that `docker stack deploy` would pass over."""
    recipe, lines = service.recipe, service.lines
    said: dict[str, Value] = {"image": From(recipe.image, lines.image), "hostname": service.name}
    if service.everywhere:
        del said["hostname"]
    if recipe.entrypoint:
        said["entrypoint"] = recipe.entrypoint
    if recipe.command:
        said["command"] = recipe.command
    if recipe.user:
        said["user"] = recipe.user
    if recipe.workdir:
        said["working_dir"] = recipe.workdir
    if recipe.grace:
        said["stop_grace_period"] = f"{recipe.grace}s"
    if recipe.environment:
        said["environment"] = recipe.environment
    said.update(_mounted(service.mounts, recipe.secrets))
    if recipe.binds or service.volumes:
        said["volumes"] = [
            *(host_bind(each) for each in recipe.binds),
            *(
                {"type": "volume", "source": each.name, "target": each.inside}
                for each in service.volumes
            ),
        ]
    network = service.network.name if service.network else "host"
    if not service.apart:
        said["networks"] = From([network], lines.network)
    if service.network is None and service.hosts:
        said["extra_hosts"] = service.hosts
    if service.ports:
        said["ports"] = From([_port(*each) for each in service.ports], lines.ports)
    if recipe.capabilities:
        said["cap_add"] = recipe.capabilities
    # a Swarm kills what is not healthy, and a member that copies a donor is not, for hours
    if recipe.health and not recipe.stateful:
        health = recipe.health
        said["healthcheck"] = {
            "test": health.test,
            "interval": f"{health.every}s",
            "timeout": f"{health.timeout}s",
            "retries": health.retries,
            "start_period": f"{health.start}s",
        }
    said["logging"] = LOGGING
    said["labels"] = recipe.labels
    said["deploy"] = _deploy(service)
    return said


def _deploy(service: Service) -> dict[str, Value]:
    """Return where a service's one task runs, or one on every machine, and how.

    dnsrr: the virtual address of the other mode takes IPVS, and would stay when the task has gone.
    """
    pinned: Value = {"constraints": [f"node.labels.{HOST_LABEL} == {service.host.name}"]}
    where: dict[str, Value] = {"replicas": 1, "endpoint_mode": "dnsrr", "placement": pinned}
    if service.everywhere:
        where = {"mode": "global", "endpoint_mode": "dnsrr"}
    said: dict[str, Value] = {**where, "restart_policy": RESTART, "update_config": UPDATE}
    if service.recipe.memory:
        limit: Value = {"memory": str(Size(service.recipe.memory))}
        said["resources"] = From({"limits": limit}, service.lines.memory)
    return said


def _port(outer: int, inner: int) -> dict[str, Value]:
    """Return a port of the machine itself: what is published by the mesh hides who asks."""
    return {"target": inner, "published": outer, "protocol": "tcp", "mode": "host"}


def _mounted(mounts: tuple[Mount, ...], given: tuple[SecretFile, ...]) -> dict[str, Value]:
    """Return a service's configs and secrets; who reads a secret owns it, and nobody else may."""
    configs: list[Value] = []
    secrets: list[Value] = []
    for mount in mounts:
        if mount.filled:
            secrets.append(_secret(key(mount), mount.inside, mount.owner))
        else:
            configs.append({"source": key(mount), "target": mount.inside, "mode": 0o444})
    secrets += [_secret(each.secret.name, each.secret.name, each.owner) for each in given]
    said: dict[str, Value] = {}
    if configs:
        said["configs"] = configs
    if secrets:
        said["secrets"] = secrets
    return said


def _secret(source: str, target: str, owner: int) -> dict[str, Value]:
    uid = str(owner)
    return {"source": source, "target": target, "uid": uid, "gid": uid, "mode": 0o400}


def _keep(
    files: dict[str, dict[str, Value]],
    stack: Stack,
    service: Service,
    mounts: tuple[Mount, ...],
    given: tuple[SecretFile, ...],
    made: Made,
) -> None:
    """Declare the configs and secrets of a service."""
    span = service.thing.span
    for mount in mounts:
        called = name(stack.name, mount, made)
        if mount.filled:
            entry: Value = {"file": place(mount, service), "name": Open(called + ROTATION)}
            files["secrets"][key(mount)] = From(entry, span)
        else:
            files["configs"][key(mount)] = From(
                {"file": place(mount, service), "name": called}, span
            )
    for each in given:
        secret = each.secret
        lies = f"../{layout.folder(service.host)}/{layout.SECRETS}/{secret.name}"
        called = f"{stack.name.lstrip('._-')}_{secret.name}"[:52].rstrip("._-")
        files["secrets"].setdefault(
            secret.name, From({"file": lies, "name": Open(called + ROTATION)}, secret.span)
        )


def _networks(stack: Stack) -> dict[str, Value]:
    said: dict[str, Value] = {each.name: From(_network(each), each.span) for each in stack.networks}
    if stack.host:
        said["host"] = {"external": True, "name": "host"}
    return said


def _network(network: Network) -> dict[str, Value]:
    said: dict[str, Value] = {"name": network.name, "driver": "overlay"}
    if network.attachable:
        said["attachable"] = True
    if network.encrypted:
        said["driver_opts"] = {"encrypted": ""}
    if network.subnet:
        said["ipam"] = {"config": [{"subnet": network.subnet}]}
    return said
