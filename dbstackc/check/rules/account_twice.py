"""Two accounts of a cluster have one name.

The first start makes them one after another, and the later one changes what the earlier one was:
the account of balancers has no password, and once applications give it one, every check fails and
every server is taken out.

Source: MySQL 8.4 manual, "ALTER USER statement", "Specifying account names"; HAProxy 2.8 manual,
mysql-check (an account without password).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app; check as app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app; check as probe
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each name that a cluster gives to a second account."""
    for cluster in once(topology.clusters):
        taken: dict[str, tuple[str, Span]] = {}
        for name, what, field, made in (
            (cluster.check_user, "balancers", "check", True),
            (cluster.user, "applications", "user", cluster.user_secret is not None),
            (cluster.replication_user, "replicas", "follow", cluster.replication is not None),
            (cluster.monitor_user, "monitoring", "monitor", cluster.monitor is not None),
        ):
            if not made:
                continue
            at = cluster.origin(field)
            first = taken.setdefault(name, (what, at))
            if first[0] != what:
                report(
                    f"`{name}` is the account of {first[0]} and of {what}",
                    at=at,
                    says=f"for {what}",
                    beside=[(first[1], f"for {first[0]}")] if first[1] != at else (),
                    note=f"{called(cluster)} would have one account, with the later one's password",
                    help="give one of them another name",
                    once=True,
                )
