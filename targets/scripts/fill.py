"""What each host must fill: a script that is the same everywhere, and a table of its own."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dbstackc.emit import layout
from dbstackc.emit.document import text_of
from dbstackc.emit.service.build import mounted_secrets, owners
from dbstackc.emit.target import Artifact
from dbstackc.emit.trace import Lines
from dbstackc.model.thing import Host, Secret
from dbstackc.model.topology import Topology

SHELL = Path(__file__).resolve().parent / "shell"

HOLE = re.compile(r"@@secret\.([A-Za-z0-9_.-]+)@@")


def fill_files(topology: Topology, artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield fill.sh and fill.txt of each host that has holes or secrets.

    artifacts: all that the other targets made; those with an `escape` are filled.
    """
    holed: dict[str, list[Artifact]] = {}
    for artifact in artifacts:
        if artifact.escape:
            holed.setdefault(artifact.path.split("/", 2)[1], []).append(artifact)
    mounted, owned = mounted_secrets(topology), owners(topology)
    known = {secret.name: secret for secret in topology.secrets}
    text = text_of(SHELL / "fill.sh")
    for host in topology.hosts:
        made = holed.get(host.name, [])
        names = needed(made, mounted.get(host.name, ()))
        if not made and not names:
            continue
        folder = layout.folder(host)
        yield Artifact(
            path=f"{folder}/fill.sh", text=text, mode=0o755, title=f"fills the holes of {host.name}"
        )
        yield _table(host, made, [known[name] for name in names if name in known], owned)


def needed(artifacts: Iterable[Artifact], mounted: Iterable[str]) -> list[str]:
    """Return the names of the secrets that holes and containers ask for, in name order."""
    found = set(mounted)
    for artifact in artifacts:
        found.update(HOLE.findall(artifact.text))
    return sorted(found)


def _table(
    host: Host, made: list[Artifact], secrets: list[Secret], owned: Mapping[str, int]
) -> Artifact:
    """Return the table that fill.sh reads: fields apart by tabs, the uid of the reader last."""
    folder = layout.folder(host)
    lines = Lines()
    lines.add(f"# what fill.sh brings together on {host.name}", host.span)
    for secret in secrets:
        owner = owned.get(f"{folder}/{layout.SECRETS}/{secret.name}", 0)
        row = f"secret\t{secret.name}\t{secret.kind}\t{secret.place}\t{owner}"
        lines.add(row, secret.span)
    for artifact in made:
        path = layout.filled(host, artifact.path)
        owner = owned.get(f"{folder}/{path}", 0)
        row = f"file\t{layout.inside(host, artifact.path)}\t{artifact.escape}\t{owner}"
        lines.add(row, artifact.trace[0][1] if artifact.trace else host.span)
    return lines.artifact(f"{folder}/fill.txt", title=f"what fill.sh fills on {host.name}")
