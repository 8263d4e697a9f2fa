"""Topology to Compose files."""

import re
from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from dbstackc.base.report import Report
from dbstackc.emit import layout
from dbstackc.emit.service.build import services_on
from dbstackc.emit.service.spec import Service
from dbstackc.emit.unsupported import unsupported
from dbstackc.model.thing import Network
from dbstackc.model.topology import Topology, Vip

from .document import BirthFile, ComposeFile, Document, ProjectFile
from .template import Templates

_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+", re.ASCII)
"""What Docker takes as the name of a container or a volume.

Source: moby v28, daemon/names/names.go (RestrictedNameChars).
"""


def lower(topology: Topology, report: Report) -> Iterator[Document]:
    """Yield the files of each host that carries something, host by host.

    Reports: cannot-express.
    """
    if topology.deployments and all(each.engine != "compose" for each in topology.deployments):
        return
    project = layout.project(topology.name)
    reserved = {network.name: _reserved(network, topology.vips) for network in topology.networks}
    on = services_on(topology)
    templates = Templates()
    for host in topology.hosts:
        found = on[host.name]
        if not found:
            continue
        _names(found, report)
        used = {id(service.network) for service in found}
        yield ProjectFile(host=host, project=project)
        yield ComposeFile(
            stack=topology.name,
            host=host,
            services=found,
            networks=tuple(each for each in topology.networks if id(each) in used),
            reserved=reserved,
            templates=templates,
        )
        if born := tuple(service for service in found if service.birth):
            yield BirthFile(stack=topology.name, host=host, services=born, templates=templates)


def _reserved(network: Network, vips: tuple[Vip, ...]) -> tuple[Vip, ...]:
    if network.driver != "bridge" or network.subnet is None:
        return ()
    subnet = ip_network(network.subnet)
    return tuple(vip for vip in vips if ip_address(vip.address) in subnet)


def _names(found: tuple[Service, ...], report: Report) -> None:
    """Report names that Docker refuses, and two containers of one name."""
    seen: set[str] = set()
    for service in found:
        for name in (service.name, *(volume.name for volume in service.volumes)):
            if not _NAME.fullmatch(name):
                unsupported(
                    report,
                    "compose",
                    service.thing,
                    f"call a container or a volume `{name}`",
                    "Docker takes a letter or digit, then at least one more of a-z, 0-9, _ . -",
                    "choose a longer name that begins with a letter",
                )
        if service.name in seen:
            unsupported(
                report,
                "compose",
                service.thing,
                f"start two containers called `{service.name}` on `{service.host.name}`",
                "the companions of balancers and hosts end in -net and -keepalived",
                "choose another name",
            )
        seen.add(service.name)
