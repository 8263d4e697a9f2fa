"""An image comes from a repository that nobody fills any more.

What was last put there is what there is: holes that were found since stay open, and the day comes
on which the repository is gone.

Source: dbstackc/model/known.py (FORSAKEN), which says for each where that is written.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.image import image
from dbstackc.check.images import named
from dbstackc.check.rule import Report
from dbstackc.model.known import FORSAKEN
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret app from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1:9001; replicas a2 on vm2:9001; image "mariadb:10.11"
  user app with secret.app
  root secret.root; follow as f with secret.follow
}
secret root, follow from env
schema s on a { table t by copy }
mycat m[1..2] on vm[1..2] { user app with secret.app for s; image "openjdk:8" }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..2] }
"""

GOOD = """
secret app from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1:9001; replicas a2 on vm2:9001; image "mariadb:10.11"
  user app with secret.app
  root secret.root; follow as f with secret.follow
}
secret root, follow from env
schema s on a { table t by copy }
mycat m[1..2] on vm[1..2] { user app with secret.app for s; image "eclipse-temurin:8-jre" }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..2] }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each image of a repository that is known to be left."""
    for _, text, at in named(topology):
        found = FORSAKEN.get(image(text).repository)
        if found is None:
            continue
        when, instead = found
        report(
            f"nobody fills `{image(text).repository}` any more",
            at=at,
            note=f"it is as it was: forsaken {when}",
            help=f"use `{instead}`, or what you know to stand in its place",
            once=True,
        )
