"""Which folder is a machine's, where a file of it lies in one below."""

from collections.abc import Iterator, Mapping
from posixpath import basename, dirname, normpath

_CLOSING = frozenset(
    ("firewall", "firewalld", "zones", "policies", "nftables", "nftables.d", "etc", "conf")
)
FOLDERS: Mapping[str, frozenset[str]] = {
    "daemon": frozenset(("engine",)),
    "nftables": _CLOSING,
    "firewalld": _CLOSING,
}
"""By kinds of files that speak of a machine: folders that are a part of the machine's own."""


def folders(kind: str, name: str) -> Iterator[str]:
    """Yield the folders that may be the machine's of a file, the nearest first."""
    folder = dirname(normpath(name))
    yield folder
    while basename(folder) in FOLDERS[kind]:
        folder = dirname(folder)
        yield folder


def machine_folder(kind: str, name: str) -> str:
    """Return the folder that is a machine's as a whole, from a file of it."""
    return [*folders(kind, name)][-1]


def called(kind: str, name: str) -> str:
    """Return what a machine is called by its folder, from a file of it; "" for none."""
    return basename(machine_folder(kind, name))
