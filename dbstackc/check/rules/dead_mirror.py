"""A mirror of Docker Hub does not answer everyone any more.

Each pull asks the mirrors first, in order, and waits for each until it gives up. Lists of mirrors
are copied from page to page for years after the mirrors went.

Source: dbstackc/model/known.py (MIRRORS), which says for each where that is written; Docker
documentation, "Mirror".
"""

from urllib.parse import urlsplit

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.known import AS_OF, MIRRORS
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { mirror "https://registry.docker-cn.com" }
"""

GOOD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { mirror "https://mirror.example.org" }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each mirror that is on the list, or whose host ends in one that is."""
    for engine in topology.engines:
        for mirror in engine.mirrors:
            host = urlsplit(mirror).hostname or ""
            known = next((end for end in MIRRORS if f".{host}".endswith(f".{end}")), None)
            if known is None:
                continue
            why, source = MIRRORS[known]
            report(
                f"`{host}` {why}",
                at=engine.origin("mirror"),
                note=(f"so it is known on {AS_OF}, from {source}", "every pull waits for it first"),
                help="leave it out, or run a mirror of your own",
            )
