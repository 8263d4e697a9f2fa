"""Configs and secrets: the files of a bundle as a Swarm keeps them."""

import hashlib
from collections.abc import Mapping

from dbstackc.base.report import Report
from dbstackc.emit import layout
from dbstackc.emit.service.spec import Mount, Service
from dbstackc.emit.target import Artifact
from dbstackc.emit.unsupported import unsupported

from .document import Stack

ROTATION = "${DBS_ROTATION:-}"
"""Put at the end of a secret's name: a new value needs a new name, and only the operator knows."""

MOST = {"secret": 500 * 1024, "config": 1000 * 1024}
"""Bytes, at most. Source: moby/swarmkit v2, manager/controlapi (MaxSecretSize, MaxConfigSize)."""

Made = Mapping[str, Artifact]


def key(mount: Mount) -> str:
    """Return what the stack calls a file: its path in the hosts' folder, with dots."""
    return mount.path.removeprefix("hosts/").replace("/", ".")


def place(mount: Mount, service: Service) -> str:
    """Return where a file lies, as seen from the stack's own folder."""
    return f"../{layout.folder(service.host)}/{mount.source(service.host)}"


def name(stack: str, mount: Mount, made: Made) -> str:
    """Return the name under which a Swarm keeps a file: it changes with what is in the file.

    A Swarm never changes a config: another text needs another name. Of a file with holes it is the
    text with the holes. At most 52 letters of the 64 that a Swarm takes; without a digest where the
    file is not made together with the stack.

    Source: moby/swarmkit v2, manager/controlapi/common.go (validateConfigOrSecretAnnotations).
    """
    base = f"{stack.lstrip('._-')}_{key(mount)}"
    artifact = made.get(mount.path)
    if artifact is None:
        return base[:52].rstrip("._-")
    digest = hashlib.sha256(artifact.text.encode()).hexdigest()[:12]
    return f"{base[:39].rstrip('._-')}_{digest}"


def check_sizes(stack: Stack, made: Made, report: Report) -> None:
    """Report files that are too large for a Swarm to keep.

    Reports: cannot-express.
    """
    for service in stack.services:
        for mount in (*service.mounts, *service.born_with):
            artifact = made.get(mount.path)
            if artifact is None:
                continue
            kind = "secret" if mount.filled else "config"
            size = len(artifact.text.encode())
            if size > MOST[kind]:
                unsupported(
                    report,
                    "swarm",
                    service.thing,
                    f"keep {mount.path}, of {size // 1024} KiB, as a {kind}",
                    f"a {kind} has at most {MOST[kind] // 1024} KiB",
                    "carry this stack with `deploy compose`",
                )
