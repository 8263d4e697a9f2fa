"""A check logs in with an account that nobody makes.

The balancer's checks have no password, so the account is made for them: it is the one that the
cluster says by `check as`. Another is refused, and so is any user of a router, which has a
password; every server is then taken for dead, and the door is closed.

Source: HAProxy 2.8 configuration manual, "option mysql-check" (a user without a password); MyCat
1.6.7.4, FrontendAuthenticator.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Listen, Node, Router, Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a { nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app }
haproxy h on vm1 {
  listen write on 3306 to a for writes { check as probe every 2s }
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]:9001
  root secret.root; sst secret.sst; user app with secret.app; check as probe
}
haproxy h on vm1 {
  listen write on 3306 to a for writes { check as probe every 2s }
}
"""

LOGS_IN = ("login", "galera", "writer", "replica")


def check(topology: Topology, report: Report) -> None:
    """Report each door whose check is refused by every server."""
    told: set[Span] = set()
    for balancer in topology.balancers:
        for door in balancer.listens:
            at = door.origin("check")
            if door.check not in LOGS_IN or not door.servers or at in told:
                continue
            made = _made(topology, door)
            if made is None or made[0] == door.check_user:
                continue
            told.add(at)
            report(
                f"the check of `{door.name}` cannot log in as `{door.check_user}`",
                at=at,
                beside=[
                    (made[1], f"lets balancers in as `{made[0]}`" if made[0] else "is a router")
                ],
                note="every server is taken for dead, and the door is closed"
                if made[0]
                else "all users of a router have a password, and a check has none",
                help=f"write `check as {made[0]}`, or say the account in the cluster with `check`"
                if made[0]
                else "leave `by login` out: the check then waits for the router's greeting",
            )


def _made(topology: Topology, door: Listen) -> tuple[str, Span] | None:
    """Return the account that is made for the checks of a door, "" for none; None if unknown."""
    if door.cluster is not None:
        cluster = door.cluster
    else:
        target = door.servers[0].target
        if isinstance(target, Router):
            return "", target.span
        if not isinstance(target, Node):
            return None
        cluster = topology.cluster_named[target.cluster]
    return cluster.check_user, cluster.origin("check")
