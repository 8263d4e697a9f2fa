"""An image holds a series that is no longer mended.

Whoever finds a hole in it finds it open for good. MySQL 5.7 and older, the odd series of MariaDB
and HAProxy, and some that were long supported have ended; MySQL 8.0 has too, in April 2026.

Source: Oracle, "Lifetime support policy"; mariadb.org, "Maintenance policy"; docs.haproxy.org,
"Versions"; kept in dbstackc/model/known.py (ENDED, LATE).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.engine import tagged
from dbstackc.model.known import ENDED, LATE, Series
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
        if len(version) < 2:
            continue  # `mariadb:11` is the newest of its kind, whichever that is
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
