"""The password of root is the password of another account too.

Routers, monitoring and replicas keep their passwords in files of their own, on machines of their
own. Whoever reads one of those files then is root on every node.

Source: MySQL 8.4 manual, "Administrator guidelines for password security".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import listed
from dbstackc.check.passwords import by_secret
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.root
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each secret of root that serves somebody else."""
    for uses in by_secret(topology):
        root = next((use for use in uses if use.purpose == "root"), None)
        others = [use for use in uses if use.purpose not in ("root", "vip", "status")]
        if root is not None and others:
            report(
                f"`secret.{root.secret.name}` is root's, and not root's alone",
                at=others[0].at,
                says=f"also for {others[0].who}",
                beside=[(root.at, f"for {root.who}")],
                note=f"who can read the password of {listed([use.who for use in others])} is root",
                help="declare a secret for each of them",
            )
