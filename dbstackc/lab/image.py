"""Images of this machine's own engines, for what a Docker engine has no image of.

No registry is asked. Such an image is a few files; the programs are this machine's, mounted to be
read alone, and what makes them an image of PXC, say, is what its entrypoint and its users promise.
"""

import io
import json
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from dbstackc.emit.service.build import services
from dbstackc.emit.service.contract import DATA, ENGINES, HAPROXY_CONFIG, HAPROXY_USER
from dbstackc.emit.service.spec import Service
from dbstackc.lab.daemon import LABEL, Daemon
from dbstackc.lab.looks import program
from dbstackc.lab.plan import Container, Plan
from dbstackc.lab.room import ENTRYPOINT, ENTRYPOINTS, PATH, own_texts
from dbstackc.lab.state import Lab
from dbstackc.model.topology import Topology

PLACES = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
"""Folders of programs beside /usr, which are links into it on most machines."""

FOLDERS = (
    "etc/alternatives", "etc/mysql/conf.d", "etc/percona-xtradb-cluster.conf.d", "proc", "dev",
    "sys", "usr", "var/log", "run/secrets", "root", "opt/bin", "docker-entrypoint-initdb.d",
)  # fmt: skip

OPEN = ("tmp", "var/tmp", "run/mysqld")
"""Folders that everybody may write to."""

CACHE = "etc/ld.so.cache"


def mounted() -> list[str]:
    """Return what of this machine such a container sees, as Compose says a volume."""
    folders = [f"/{each}" for each in PLACES if _is_folder(each)]
    return [f"{each}:{each}:ro" for each in ("/usr", *folders, "/etc/alternatives", f"/{CACHE}")]


def stood_in(topology: Topology, made: Plan, has: set[str]) -> dict[str, Service]:
    """Return the services that this machine's engines stand in for, by name.

    has: the images that the engine has.
    """
    names = {each.name for each in made.containers}
    every = {each.name: each for each in services(topology) if each.name in names}
    return {name: each for name, each in every.items() if each.recipe.image not in has}


def tag(lab: Lab, service: Service, container: Container) -> str:
    """Return what the image is called that stands in for a service's."""
    kind = container.flavour or program(service) or container.role
    return f"{lab.mark}{kind}:lab"


def make(
    daemon: Daemon, lab: Lab, name: str, container: Container, starts: Sequence[str] = ()
) -> None:
    """Give an engine such an image, which bears the laboratory's mark.

    starts: what it says of how it starts, in a Dockerfile's words.
    """
    changes = [f"LABEL {LABEL}={lab.mark}", f"ENV PATH={PATH}", *starts]
    words = [part for each in changes for part in ("--change", each)]
    daemon.ask("import", *words, "-", name, given=ground(container))


def ground(container: Container) -> bytes:
    """Return the image's files as an archive."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for entry, content in _entries(container):
            archive.addfile(entry, io.BytesIO(content))
    return whole.getvalue()


def _entries(container: Container) -> Iterator[tuple[tarfile.TarInfo, bytes]]:
    for name in FOLDERS:
        yield _entry(name, tarfile.DIRTYPE, 0o755), b""
    for name in OPEN:
        yield _entry(name, tarfile.DIRTYPE, 0o1777), b""
    rows = _entry(DATA.strip("/"), tarfile.DIRTYPE, 0o755)
    rows.uid = rows.gid = container.uid
    yield rows, b""
    for name in PLACES:
        if _is_folder(name):
            yield _entry(name, tarfile.DIRTYPE, 0o755), b""
        elif Path("/", name).is_symlink():
            link = _entry(name, tarfile.SYMTYPE, 0o777)
            link.linkname = str(Path("/", name).readlink())
            yield link, b""
    texts = {CACHE: "", **own_texts(container)}
    texts |= dict.fromkeys(ENTRYPOINTS, ENTRYPOINT.read_text(encoding="utf-8"))
    for name, text in texts.items():
        content = text.encode()
        file = _entry(name, tarfile.REGTYPE, 0o755 if name in ENTRYPOINTS else 0o644)
        file.size = len(content)
        yield file, content


def _entry(name: str, kind: bytes, mode: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type = kind
    entry.mode = mode
    return entry


def _is_folder(name: str) -> bool:
    path = Path("/", name)
    return path.is_dir() and not path.is_symlink()


def starts_of(service: Service, container: Container) -> list[str]:
    """Return what an image says of how it starts, and as whom, in a Dockerfile's words."""
    if container.flavour:
        engine = ENGINES[container.flavour]
        words = [f"ENTRYPOINT {json.dumps([engine.entrypoint])}"]
        words.append(f"CMD {json.dumps([engine.server])}")
        # the others begin as root, and step down by themselves
        return [*words, f"USER {container.uid}"] if container.flavour == "pxc" else words
    if container.role == "balancer":
        starts = ["haproxy", "-W", "-db", "-f", HAPROXY_CONFIG]
        return [f"CMD {json.dumps(starts)}", f"USER {HAPROXY_USER}"]
    if name := program(service):
        return [f"ENTRYPOINT {json.dumps([name])}"]
    return [f"CMD {json.dumps(['sleep', 'infinity'])}"]
