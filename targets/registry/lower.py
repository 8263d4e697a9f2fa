"""Topology to a registry: its own files, what it is to hold, and who fills it."""

from collections.abc import Iterator
from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.emit import layout
from dbstackc.emit.document import Document, shipped
from dbstackc.emit.pull import pulled
from dbstackc.emit.service.build import plain_services
from dbstackc.emit.trace import Lines
from dbstackc.emit.unsupported import unsupported
from dbstackc.emit.yaml import From, Value, comment
from dbstackc.emit.yaml import write as write_yaml
from dbstackc.model.machine import Registry
from dbstackc.model.topology import Topology

from .age import age

SHELL = Path(__file__).resolve().parent / "shell"

INSIDE = "/etc/dbstackc"
"""Where the container reads its files; no image has anything there."""

DATA = "/var/lib/registry"

PORT = 5000
"""Where it listens in its container."""


def lower(topology: Topology, report: Report) -> Iterator[Document]:
    """Yield the files of the registry, or none.

    Reports: cannot-express.
    """
    hub = topology.registry
    if hub is None:
        return
    _in_swarm(topology, hub, report)
    folder = f"{layout.folder(hub.host)}/registry"
    yield Document(
        path=f"{folder}/compose.yml",
        lines=_compose(topology, hub),
        title="the registry, for Compose",
    )
    yield Document(path=f"{folder}/config.yml", lines=_config(topology, hub), title="its settings")
    if hub.secret:
        lines = Lines()
        lines.add(f"{hub.user}:{layout.hole(hub.secret)}", hub.origin("user"))
        yield Document(
            path=f"{folder}/htpasswd",
            lines=lines,
            escape="bcrypt",
            title="who may pull from the registry and push to it",
        )
    lines = Lines()
    lines.add("# host, address, account, secret, authority")
    secret = hub.secret.name if hub.secret else "-"
    row = (hub.host.name, hub.address, hub.user or "-", secret, hub.authority or "-")
    lines.add("\t".join(row), hub.span)
    yield Document(path="steps/registry.txt", lines=lines, title="the registry")
    yield _wanted(topology)
    for name, title, mode in (
        ("registry.sh", "part of the other scripts", 0o644),
        ("33-registry.sh", "one step of up.sh", 0o755),
    ):
        yield shipped(SHELL / name, f"steps/{name}", title, mode)
    yield shipped(
        SHELL / "collect.sh", "collect.sh", "frees the space of images that nothing names"
    )
    yield from age(topology)


def _in_swarm(topology: Topology, hub: Registry, report: Report) -> None:
    for each in topology.deployments:
        first = (*each.managers, *topology.hosts)[0]
        if each.engine == "swarm" and first is not hub.host:
            unsupported(
                report,
                "registry",
                hub,
                f"run on `{hub.host.name}` for a Swarm",
                "the first manager fills it while the Swarm is made, from its own folder",
                f"place it on `{first.name}`",
                field="place",
            )


def _compose(topology: Topology, hub: Registry) -> Lines:
    lines = Lines()
    lines.add(
        comment(
            f"{topology.name}, registry {hub.name}. Made by dbstackc: change the .dbs instead."
        ),
        hub.span,
    )
    mounts = [f"./config.yml:{INSIDE}/config.yml:ro"]
    if hub.secret:
        mounts.append(f"../filled/registry/htpasswd:{INSIDE}/htpasswd:ro")
    for path, name in ((hub.certificate, "crt"), (hub.key, "key")):
        if path:
            mounts.append(f"{path}:{INSIDE}/hub.{name}:ro")
    scheme, lax = ("https", "--no-check-certificate ") if hub.certificate else ("http", "")
    shown = hub.address.rpartition(":")[0]
    service: dict[str, Value] = {
        "container_name": hub.name,
        "image": From(hub.image, hub.origin("image")),
        "restart": "unless-stopped",
        "entrypoint": ["registry"],
        "command": ["serve", f"{INSIDE}/config.yml"],
        "ports": From([f"{shown}:{hub.port}:{PORT}"], hub.origin("place")),
        "volumes": From([*mounts, f"{hub.name}-images:{DATA}"], hub.span),
        "healthcheck": {
            "test": ["CMD-SHELL", f"wget -q {lax}-O /dev/null {scheme}://127.0.0.1:{PORT}/"],
            "interval": "10s",
            "timeout": "5s",
            "retries": 3,
        },
        "logging": {"driver": "json-file", "options": {"max-size": "10m", "max-file": "3"}},
    }
    whole: dict[str, Value] = {
        "services": {hub.name: service},
        "volumes": {f"{hub.name}-images": {"name": f"{hub.name}-images"}},
    }
    write_yaml(lines, whole, dollars=True)
    return lines


def _config(topology: Topology, hub: Registry) -> Lines:
    """Return its settings; what nothing names may be deleted, or no space would ever come back.

    Source: distribution 2.8, docs/configuration.md.
    """
    http: dict[str, Value] = {"addr": f":{PORT}"}
    if hub.certificate:
        tls: Value = {"certificate": f"{INSIDE}/hub.crt", "key": f"{INSIDE}/hub.key"}
        http["tls"] = From(tls, hub.origin("certificate"))
    http["headers"] = {"X-Content-Type-Options": ["nosniff"]}
    whole: dict[str, Value] = {
        "version": "0.1",
        "log": {"level": "info", "fields": {"service": hub.name}},
        "storage": {"filesystem": {"rootdirectory": DATA}, "delete": {"enabled": True}},
        "http": http,
        "health": {"storagedriver": {"enabled": True, "interval": "10s", "threshold": 3}},
    }
    if hub.secret:
        auth: Value = {"htpasswd": {"realm": topology.name, "path": f"{INSIDE}/htpasswd"}}
        whole["auth"] = From(auth, hub.origin("user"))
    lines = Lines()
    lines.add("# Made by dbstackc: change the .dbs instead.", hub.span)
    write_yaml(lines, whole)
    return lines


def _wanted(topology: Topology) -> Document:
    """Return the images that others have, and the name that each gets."""
    lines = Lines()
    lines.add("# image, its name in the registry")
    ours = {image.tag for image in topology.images}
    seen: dict[str, None] = {}
    for service in plain_services(topology):
        text = service.recipe.image
        if text not in ours and text not in seen:
            seen[text] = None
            lines.add(f"{text}\t{pulled(topology, text)}", service.lines.image)
    return Document(path="steps/mirror.txt", lines=lines, title="the images that others have")
