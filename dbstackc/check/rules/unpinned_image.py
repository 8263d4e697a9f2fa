"""An image has no tag, or the tag `latest`.

What runs then depends on the day on which a host pulled it: a node that is replaced a year later
joins a cluster of another version, and data folders only ever go forward.

Source: Docker documentation, "Image names and tags" (latest is what no tag means); MySQL 8.4
manual, "Downgrading MySQL" (a data folder is not read by an older series).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.image import image
from dbstackc.check.images import named
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; image "percona/percona-xtradb-cluster:latest"; version 8.4
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; image "percona/percona-xtradb-cluster:8.4.10"; version 8.4
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each image that means another thing tomorrow, once a text."""
    told: set[tuple[str, Span]] = set()
    for _, text, at in named(topology):
        parts = image(text)
        if parts.digest or parts.tag not in ("", "latest") or (text, at) in told:
            continue
        told.add((text, at))
        report(
            f"`{text}` is another image every few weeks",
            at=at,
            note="no tag means `latest`, and each host keeps what that was when it pulled it",
            help="write the version's tag, as in `mysql:8.4.10`, or a digest",
        )
