"""A word of dockerd's command line stands in daemon.json, where it means nothing.

Some options have two names: `--registry-mirror` on the command line is `registry-mirrors` in the
file. Docker takes the first there without a word, and does not read it.

Source: moby/moby#21000; moby v20.10, daemon/config/config.go (findConfigurationConflicts); seen
with Docker 20.10, whose `docker info` then shows no mirror.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.daemon import members
from dbstackc.check.rule import Report
from dbstackc.model.known import UNREAD
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = r"""
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { verbatim "\"registry-mirror\": [\"https://mirror.example.org\"]" }
"""

GOOD = r"""
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { verbatim "\"registry-mirrors\": [\"https://mirror.example.org\"]" }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each member of a verbatim line that Docker passes over."""
    for engine in topology.engines:
        for key, _, at in members(engine):
            if key in UNREAD:
                report(
                    f"no engine reads `{key}` in daemon.json",
                    at=at,
                    note="it is a word of the command line; the file has another for it",
                    help=f"write `{UNREAD[key]}`",
                )
