"""A router has two users of one name.

MyCat does not start: a user is declared once, with all its schemas.

Source: MyCat 1.6.7.4, XMLServerLoader.loadUsers ("user X duplicated!").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology, User

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by mod(id)
}
mycat m[1..2] on vm[1..2] {
  user app with secret.app for shop
  user app with secret.app for shop as reader
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by mod(id)
}
mycat m[1..2] on vm[1..2] {
  user app with secret.app for shop
  user look with secret.app for shop as reader
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each user that a router already has."""
    told: set[Span] = set()
    for router in topology.routers:
        taken: dict[str, User] = {}
        for user in router.users:
            first = taken.setdefault(user.name, user)
            if first is user or user.span in told:
                continue
            told.add(user.span)
            report(
                f"router `{router.span.text}` has two users `{user.name}`",
                at=user.span,
                beside=[(first.span, "declared here")],
                note="MyCat does not start with two users of one name",
                help="say all schemas in one line, or give the second user another name",
            )
