"""All containers of a topology, and what follows from them for the hosts' file systems."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from dbstackc.base.record import replace
from dbstackc.emit import layout
from dbstackc.emit.pull import pulled
from dbstackc.emit.service.application import application_services
from dbstackc.emit.service.database import database_services
from dbstackc.emit.service.panel import panel_services
from dbstackc.emit.service.proxy import balancer_services, holder_services, router_services
from dbstackc.emit.service.spec import Mount, Recipe, SecretFile, Service
from dbstackc.emit.service.watching import watching_services
from dbstackc.model.deployments import ZONE
from dbstackc.model.thing import Host
from dbstackc.model.topology import Topology

HOST_LABEL = "dbstackc.host"
"""The label of a Swarm's machine that says which host of the topology it is."""


@lru_cache(maxsize=1)
def services(topology: Topology) -> tuple[Service, ...]:
    """Return every container, with the names by which their images are pulled."""
    found = plain_services(topology)
    return found if topology.registry is None else tuple(_from_hub(topology, found))


@lru_cache(maxsize=1)
def plain_services(topology: Topology) -> tuple[Service, ...]:
    """Return every container: clusters, proxies, holders of vips, applications, what looks on.

    Kept for the topology asked for last: several targets ask in turn.
    """
    labels = {"dbstackc.topology": topology.name}
    found: list[Service] = []
    for cluster in topology.clusters:
        found += database_services(cluster, labels)
    found += router_services(topology, labels)
    found += balancer_services(topology, labels)
    found += holder_services(topology, labels)
    found += application_services(topology, labels)
    found += panel_services(topology, labels)
    found += watching_services(topology, labels)
    return tuple(found)


def _from_hub(topology: Topology, found: Iterable[Service]) -> Iterator[Service]:
    """Yield the containers with the names by which their images are pulled; recipes stay shared."""
    made: dict[int, Recipe] = {}
    for service in found:
        recipe = service.recipe
        if id(recipe) not in made:
            made[id(recipe)] = replace(recipe, image=pulled(topology, recipe.image))
        yield replace(service, recipe=made[id(recipe)])


def services_on(topology: Topology) -> Mapping[str, tuple[Service, ...]]:
    """Return the containers of each host, by the host's name; every host has an entry."""
    found: dict[str, list[Service]] = {host.name: [] for host in topology.hosts}
    for service in services(topology):
        found[service.host.name].append(service)
    return {name: tuple(each) for name, each in found.items()}


def owners(topology: Topology) -> Mapping[str, int]:
    """Return the uid that each filled file and each secret must belong to, with mode 0600.

    By path in the bundle: `hosts/vm1/filled/...` and `hosts/vm1/secrets/...`, in the order of the
    containers; what is not named belongs to root. A file that Compose mounts keeps its owner and
    its mode, and a server that never was root must be able to read it.

    Source: docker/compose#9648 (uid, gid and mode of file secrets are ignored).
    """
    found: dict[str, int] = {}
    for service in services(topology):
        _claim(found, service.host, service.mounts, service.recipe.secrets)
        if service.birth:
            _claim(found, service.host, service.born_with, service.birth.secrets)
    return found


def mounted_secrets(topology: Topology) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the secrets that each host needs as files, in order."""
    found: dict[str, dict[str, None]] = {host.name: {} for host in topology.hosts}
    for service in services(topology):
        for each in (*service.recipe.secrets, *(service.birth.secrets if service.birth else ())):
            found[service.host.name][each.secret.name] = None
    for backup in topology.backups:
        found[backup.node.host.name][backup.secret.name] = None
    if topology.registry and topology.registry.secret:
        # who pulls logs in
        for names in found.values():
            names[topology.registry.secret.name] = None
    return {name: tuple(each) for name, each in found.items()}


def placements(topology: Topology) -> Iterator[tuple[Host, str, str]]:
    """Yield the labels that each machine of a Swarm gets: the host, its key and its value."""
    for host in topology.hosts:
        yield host, HOST_LABEL, host.name
        if host.zone is not None:
            yield host, ZONE, host.zone
    for deployment in topology.deployments:
        for label in deployment.labels:
            for host in label.hosts:
                yield host, label.name, label.setting


def _claim(
    found: dict[str, int], host: Host, mounts: tuple[Mount, ...], secrets: tuple[SecretFile, ...]
) -> None:
    for mount in mounts:
        if mount.filled and mount.owner:
            found[f"{layout.folder(host)}/{mount.source(host)}"] = mount.owner
    for each in secrets:
        # root reads whatever belongs to others, so the one who is not root decides
        if each.owner:
            found[f"{layout.folder(host)}/{layout.SECRETS}/{each.secret.name}"] = each.owner
