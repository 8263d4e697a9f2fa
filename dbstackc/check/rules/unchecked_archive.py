"""An image is built from an archive of which nobody says what it must be.

MyCat's site answers without encryption, and whoever stands between chooses what runs in front of
the databases. So the build stops where no checksum is said, and tells that of what came.

Source: dl.mycat.org.cn (http alone); Docker documentation, "Building best practices".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1:9003; replicas a2 on vm2:9003; image "mariadb:10.11"
  root secret.root; user app with secret.app; follow as f with secret.follow
}
schema s on a { table t by copy }
mycat m[1..2] on vm[1..2] { user app with secret.app for s }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..2] }
image m as "dbstackc/mycat:1.6.7.4" by mycat { base "eclipse-temurin:8-jre" }
"""

GOOD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1:9003; replicas a2 on vm2:9003; image "mariadb:10.11"
  root secret.root; user app with secret.app; follow as f with secret.follow
}
schema s on a { table t by copy }
mycat m[1..2] on vm[1..2] { user app with secret.app for s }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..2] }
image m as "dbstackc/mycat:1.6.7.4" by mycat {
  sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each image that is spoken of, fetches something, and has no checksum."""
    for image in topology.images:
        if image.is_said and image.archive and not image.sha256:
            report(
                f"`{image.name}` is not built without a checksum",
                at=image.span,
                note="what is fetched would run in front of the databases, whatever it is",
                help="fetch the archive by a way that you trust, and write `sha256 …` as"
                " `sha256sum` prints it",
            )
