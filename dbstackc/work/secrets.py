"""Make the secrets of a stack: random, kept for ever, readable by their owner alone."""

import os
import secrets
import string
from collections.abc import Iterable, Mapping
from pathlib import Path

from dbstackc.base.record import record
from dbstackc.emit import layout
from dbstackc.emit.target import Artifact
from dbstackc.model.thing import Secret
from dbstackc.model.topology import Topology

LETTERS = string.ascii_letters + string.digits
"""What every format takes as it is."""

LENGTH = 24
"""142 bits, and within the 32 bytes that a replica's password may have.

Source: MySQL 8.4 manual, "CHANGE REPLICATION SOURCE TO" (SOURCE_PASSWORD).
"""

SHORT = 8
"""All that VRRP carries. Source: keepalived 2.2.7, vrrp.h (auth_data)."""


@record(frozen=True, slots=True)
class Made:
    """What happened to one secret.

    how: made, kept (it was there), or elsewhere (it is in a file or a vault of the hosts).
    """

    name: str
    how: str


def make_secrets(topology: Topology, store: Path) -> list[Made]:
    """Make each secret that the environment may leave unset, in the order declared.

    A secret that is there is never touched. The folder gets mode 0700 and is ignored by git, the
    files get 0600. No value is returned or printed.
    """
    _folder(store)
    ignore = store / ".gitignore"
    if not ignore.exists():
        _create(ignore, "*\n")
    short = {vip.auth.name for vip in topology.vips if vip.auth is not None}
    made = []
    for secret in topology.secrets:
        if secret.kind != "env":
            made.append(Made(secret.name, "elsewhere"))
            continue
        length = SHORT if secret.name in short else LENGTH
        value = "".join(secrets.choice(LETTERS) for _ in range(length))
        fresh = _create(store / secret.name, value)
        made.append(Made(secret.name, "made" if fresh else "kept"))
    return made


def lay_secrets(
    topology: Topology, artifacts: Iterable[Artifact], bundle: Path, store: Path
) -> int:
    """Copy to each host's folder the secrets that it needs and no others; return how many.

    artifacts: of the bundle; the table of each `fill.sh` says what its host needs.
    A copy that is out of date is replaced.
    """
    count = 0
    for host, names in needs(topology, artifacts).items():
        place = bundle / "hosts" / host / layout.SECRETS
        _folder(place)
        for name in names:
            source, target = store / name, place / name
            if not source.is_file():
                continue
            value = source.read_bytes()
            if not target.is_file() or target.read_bytes() != value:
                new = place / f".{name}.new"
                _write(new, value.decode())
                new.replace(target)
            count += 1
    return count


def needs(topology: Topology, artifacts: Iterable[Artifact]) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the secrets that each host needs, read off the tables of `fill.sh`."""
    tables = {f"{layout.folder(host)}/fill.txt": host.name for host in topology.hosts}
    found: dict[str, tuple[str, ...]] = {}
    for artifact in artifacts:
        if artifact.path in tables:
            rows = (line.split("\t") for line in artifact.text.splitlines())
            found[tables[artifact.path]] = tuple(row[1] for row in rows if row[0] == "secret")
    return found


def of_file(secret: Secret, bundle: Path) -> Path:
    """Return where the store beside a bundle keeps a secret."""
    return store_of(bundle) / secret.name


def store_of(bundle: Path) -> Path:
    """Return the folder that keeps the secrets of a bundle: beside it, so that it outlives it."""
    return bundle.with_name(bundle.name + ".secrets")


def _folder(path: Path) -> None:
    """Make a folder that its owner alone sees into, and drop what a killed run left there."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    for left in path.glob(".*.new"):
        left.unlink(missing_ok=True)


def _create(path: Path, text: str) -> bool:
    """Write a new file, and say whether it was new; one that exists is left alone.

    It appears whole or not at all: a run that is killed leaves no empty password to be kept.
    """
    if path.exists():
        return False
    new = path.with_name(f".{path.name}.new")
    _write(new, text)
    try:
        os.link(new, path)
    except FileExistsError:
        return False
    except OSError:
        # a file system without second names: whoever came first in between is replaced
        new.replace(path)
        return True
    finally:
        new.unlink(missing_ok=True)
    return True


def _write(path: Path, text: str) -> None:
    """Write a file that its owner alone reads, from its first moment on."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)
