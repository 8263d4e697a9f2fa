"""An image is built that nothing runs.

No host needs it, so no step builds it: its folder is written, and that is all. Mostly its tag is
not the one that something names.

Source: dbstackc, targets/images (an image is built on the hosts that run it).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.images import used
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

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
image m as "dbstackc/mycat:1.6.7.5" by mycat {
  sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
}
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
    """Report each image that is spoken of and that nothing names."""
    named = {text for _, text, _ in used(topology)}
    for image in topology.images:
        if image.is_said and image.tag not in named:
            report(
                f"nothing runs `{image.tag}`",
                at=image.origin("tag"),
                note="its folder is written, and no step builds it",
                help='name it where it is to run, as in `image "…"`, or remove it',
            )
