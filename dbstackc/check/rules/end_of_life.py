"""An image holds a series that is no longer mended.

Whoever finds a hole in it finds it open for good. MySQL 5.7 and older, the odd series of MariaDB
and HAProxy, and some that were long supported have ended; MySQL 8.0 has too, in April 2026.

Source: Oracle, "Lifetime support policy"; mariadb.org, "Maintenance policy"; docs.haproxy.org,
"Versions".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.engine import tagged
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; image "percona/percona-xtradb-cluster:5.7.44"
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; image "percona/percona-xtradb-cluster:8.4.10"
  root secret.root; sst secret.sst; user app with secret.app
}
"""

Series = tuple[int, ...]

ENDED: dict[str, tuple[tuple[Series, Series, str], ...]] = {
    "mysql": (
        ((0,), (5, 7), "before 2023"),
        ((5, 7), (8, 0), "in October 2023"),
        ((8, 1), (8, 4), "when the next one came, in 2024 at the latest"),
    ),
    "pxc": (
        ((0,), (5, 7), "before 2023"),
        ((5, 7), (8, 0), "in October 2023"),
        ((8, 1), (8, 4), "when the next one came, in 2024 at the latest"),
    ),
    "mariadb": (
        ((0,), (10, 5), "in June 2024 at the latest"),
        ((10, 5), (10, 6), "in June 2025"),
        ((10, 6), (10, 7), "in July 2026"),
        ((10, 7), (10, 11), "a year after it came"),
        ((11, 0), (11, 4), "a year after it came"),
    ),
    "haproxy": (
        ((0,), (2, 4), "in 2025 at the latest"),
        ((2, 5), (2, 6), "in 2023"),
        ((2, 7), (2, 8), "in 2024"),
        ((2, 9), (3, 0), "in 2025"),
    ),
}
"""Of an engine, the series from one version to below another, and when they ended."""

LATE = {"mysql": (((8, 0), (8, 1), "in April 2026"),)}
"""Series that ended so lately that many still move off them."""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster and balancer whose version is known to have ended."""
    told: set[Span] = set()
    found = [
        (each, each.flavour, each.version, each.image, called(each))
        for each in once(topology.clusters)
        if "version" in each.origins or tagged(each.image)
    ]
    proxies = [
        (each, "haproxy", each.version, each.image, f"`{each.name}`")
        for each in topology.balancers
        if tagged(each.image)
    ]
    for thing, kind, version, text, name in (*found, *proxies):
        at = thing.origin("image")
        late = ended(version, LATE.get(kind, ()))
        when = late or ended(version, ENDED.get(kind, ()))
        if when is None or at in told:
            continue
        told.add(at)
        series = ".".join(str(number) for number in (*version, 0)[:2])
        report(
            f"{name} runs {kind} {series}, which is no longer mended",
            at=at,
            says=f"`{text}`" if text not in at.text else "",
            note=f"its last fixes came {when}",
            help="use a series that is long supported and still is",
            level=Level.ADVICE if late else LEVEL,
        )


def ended(version: Series, table: tuple[tuple[Series, Series, str], ...]) -> str | None:
    """Return when the series of a version ended, or None."""
    for first, beyond, when in table:
        if first <= (*version, 0)[:2] < beyond:
            return when
    return None
