"""An option is one of another version, or of another vendor.

The server of the image does not know it and does not start: "unknown variable". It happens when a
file is kept over an upgrade (`query_cache_size` is gone since MySQL 8.0), or is taken from a page
that speaks of MariaDB. With `loose-` before its name a server goes on without it.

Source: `mysqld --no-defaults --verbose --help` of MySQL 5.7.21, 8.0.28, 8.4.6 and 9.7.4, of Percona
XtraDB Cluster 5.7.20, and of MariaDB 10.1.29, 10.3.22, 10.6.7, 10.11.19 and 11.8.9.
"""

from collections.abc import Sequence

from dbstackc.base.diagnostic import Level
from dbstackc.check.image import numbers
from dbstackc.check.rule import Report
from dbstackc.lint.housed import mounts
from dbstackc.lint.product import Product, products
from dbstackc.lint.stack import Stack

from ..existing.known import is_of_plugin, option
from ..existing.refuse import SERVERS
from ..existing.see import File

LEVEL = Level.ERROR

EXAMPLE = "my.cnf"

_COMPOSE = """
services:
  db:
    image: IMAGE
    environment: {MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root}
    volumes: ["./my.cnf:/etc/mysql/conf.d/my.cnf:ro", "data:/var/lib/mysql"]
volumes: {data: {}}
"""

_OPTIONS = """
[mysqld]
query_cache_size = 0
"""

BAD = {"my.cnf": _OPTIONS, "compose.yml": _COMPOSE.replace("IMAGE", "mysql:8.0.43")}

GOOD = {"my.cnf": _OPTIONS, "compose.yml": _COMPOSE.replace("IMAGE", "mariadb:10.11.8")}

_NEXT = {
    "mysql-5.7": ("mysql-8.0",),
    "mysql-8.0": ("mysql-8.4",),
    "mysql-8.4": ("mysql-9.7",),
    "mariadb-10.3": ("mariadb-10.6",),
    "mariadb-10.6": ("mariadb-10.11",),
    "mariadb-10.11": ("mariadb-11.8",),
    "mariadb-11.8": (),
    "pxc-5.7": ("mysql-5.7", "mysql-8.0"),
    "pxc-8.0": ("mysql-8.0", "mysql-8.4"),
    "pxc-8.4": ("pxc-8.0", "mysql-8.4", "mysql-9.7"),
}
"""Versions that are known, and whose options a later one of theirs may have too."""

_NAMES = {"mysql": "MySQL", "mariadb": "MariaDB", "pxc": "Percona XtraDB Cluster"}


def check(stack: Stack, report: Report) -> None:
    """Report each option of a mounted file that the version of the image does not have."""
    servers = [(each, series) for each in products(stack) if (series := _series(each))]
    for file in stack.documents("options"):
        assert isinstance(file, File)
        for server, series in servers:
            if mounts(server.container, file.source.name):
                _check(file, server, series, report)


def _series(product: Product) -> str:
    """Return the version of a server, as the page of known options calls it; "" if it is none."""
    if product.kind not in _NAMES or product.image.repository.startswith("percona/percona-server"):
        return ""
    if product.image.repository == "percona":
        return ""
    series = f"{product.kind}-{'.'.join(map(str, numbers(product.image.tag)[:2]))}"
    return series if series in _NEXT else ""


def _check(file: File, server: Product, series: str, report: Report) -> None:
    may_know = {series, *_NEXT[series]}
    for each in file.options:
        found = option(each.name)
        if found is None or each.loose or not SERVERS.fullmatch(each.group):
            continue
        if may_know & set(found[1].versions) or is_of_plugin(each.name):
            continue
        image = server.container.image
        vendor, _, version = series.partition("-")
        report(
            f"`{each.at.text}` is no option of {_NAMES[vendor]} {version}",
            at=each.at,
            says="of another version",
            beside=[(image.span, "reads the file")] if image is not None else (),
            note=f"it is one of {_known_to(found[1].versions)}; the server does not start with it",
            help="take it out, or write `loose-` before it where several versions read the file",
            once=True,
        )


def _known_to(versions: Sequence[str]) -> str:
    """Name vendors, and of each the versions."""
    said = []
    for vendor, name in _NAMES.items():
        those = [v.partition("-")[2] for v in versions if v.startswith(f"{vendor}-")]
        if those:
            said.append(f"{name} {those[0]}" + (f" to {those[-1]}" if len(those) > 1 else ""))
    return ", ".join(said)
