"""What an image holds: the flavour and the version of its engine."""

import re

_TAG = re.compile(r":v?([0-9]+(?:\.[0-9]+)*)[^/@]*(?:@.*)?$", re.ASCII)

IMAGES = {
    "pxc": "percona/percona-xtradb-cluster:8.0.43",
    "replication": "mariadb:10.11",
}
"""The image of a cluster that names none, by its word.

The newest that every part of a stack can talk to: MySQL 8.4 greets with caching_sha2_password
whatever its accounts use, which MyCat 1.6 does not speak, and has no SHOW SLAVE STATUS, by which
MyCat knows a replica's lag. Source: bugs.mysql.com 118447; MyCat 1.6.7.4,
MySQLConnectionAuthenticator.java and MySQLDetector.java.
"""

_ASSUMED = {"pxc": (8, 0), "mysql": (8, 4), "mariadb": (10, 11), "haproxy": (2, 8)}


def flavour(image: str, word: str) -> str:
    """Return pxc, mysql or mariadb, read off an image's name; its cluster's word breaks the tie."""
    name = image.lower().split("@")[0]
    if "mariadb" in name:
        return "mariadb"
    if "xtradb" in name or "pxc" in name:
        return "pxc"
    return "pxc" if word == "pxc" else "mysql"


def version(image: str, kind: str) -> tuple[int, ...]:
    """Return the numbers of an image's tag, or the version assumed for a flavour."""
    found = _TAG.search(image)
    return tuple(int(n[:9]) for n in found[1].split(".")) if found else _ASSUMED[kind]


def tagged(image: str) -> bool:
    """Return whether an image's tag says a version."""
    return _TAG.search(image) is not None
