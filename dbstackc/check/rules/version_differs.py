"""A version is written that the image does not have.

The files are written for the version, and read by what is in the image. A server ends at the first
option that it does not know.

Source: MySQL 8.4 manual, "Server options" (an unknown option ends the start); MyCat 1.6.7.4,
SystemConfig (properties differ between releases).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.image import image, numbers
from dbstackc.check.once import once
from dbstackc.check.rule import Report
from dbstackc.model.known import HOLDS
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; image "percona/percona-xtradb-cluster:8.0.43"; version 8.4
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
    """Report each well-known image whose tag says another version than the topology."""
    told: set[Span] = set()
    found = [
        (each, each.image, each.version)
        for each in once(topology.clusters)
        if image(each.image).repository in HOLDS
    ]
    routers = [
        (each, each.image, each.version)
        for each in topology.routers
        if image(each.image).repository.endswith("/mycat")
    ]
    for thing, text, version in (*found, *routers):
        tag = numbers(image(text).tag)
        both = min(len(tag), len(version))
        at = thing.origin("version")
        if not both or tag[:both] == version[:both] or at in told:
            continue
        told.add(at)
        beside = thing.origin("image")
        said = ".".join(str(number) for number in version)
        report(
            f"`{text}` is not version {said}",
            at=at,
            says=f"the files are written for {said}",
            beside=[(beside, "and read by this")] if beside != at else (),
            note="what the one has and the other has not ends the start, or is passed over",
            help="make them the same; the tag alone will do where it says the version",
        )
