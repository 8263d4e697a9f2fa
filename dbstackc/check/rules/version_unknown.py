"""Nothing says which version an image holds.

Options, SQL and the plugin of passwords differ from series to series. The tag does not tell the
series, and `version` was not written, so one is assumed, and the files may be for another.

Source: MySQL 8.4 manual, "What is new in MySQL 8.4" (options and statements that 8.4 refuses);
docker-library/mysql (the tag 8 was 8.0 and is 8.4).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.image import image, numbers
from dbstackc.check.once import once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; image "registry.local/xtradb:stable"
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; image "registry.local/xtradb:stable"; version 8.4
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster whose series is assumed; tags that say `latest` are another rule's."""
    for cluster in once(topology.clusters):
        named = image(cluster.image)
        pinned = named.digest or named.tag not in ("", "latest")
        known = len(numbers(named.tag)) > 1
        if "version" in cluster.origins or not pinned or known:
            continue
        assumed = ".".join(str(number) for number in (*cluster.version, 0)[:2])
        report(
            f"nothing says which version `{cluster.image}` holds",
            at=cluster.origin("image"),
            note=f"the files are written for {cluster.flavour} {assumed}, which was assumed",
            help="say it, as in `version 8.4`",
            once=True,
        )
