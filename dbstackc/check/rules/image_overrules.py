"""An image is known to do, by itself, other than it is told.

Its entrypoint writes settings of its own, which one setting of ours overrules and the next does
not; what it does at a first start cannot be undone by any.

Source: dbstackc/model/known.py (HABITS), which says for each where that is written.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.image import image
from dbstackc.check.images import used
from dbstackc.check.rule import Report
from dbstackc.model.known import FORSAKEN, HABITS
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
replication a {
  source a1 on vm1; replicas a[2..3] on vm[2..3]
  image "actency/docker-mysql-replication:8.4"
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""

GOOD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
replication a {
  source a1 on vm1; replicas a[2..3] on vm[2..3]
  image "mysql:8.4.10"
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each image with a habit that no file of the bundle meets."""
    for _, text, at in used(topology):
        repository = image(text).repository
        for habit in HABITS.get(repository, ()):
            if habit.is_met:
                continue
            instead = FORSAKEN.get(repository, ("", "mysql:8.4.10"))[1]
            report(
                f"`{repository}` {habit.does}",
                at=at,
                note=habit.so,
                help=f"use an image that does as it is told, such as `{instead}`",
                once=True,
            )
