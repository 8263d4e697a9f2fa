"""Every user of a schema is a reader.

Nobody can write through the routers, while the schema's rows are spread by them alone.

Source: MyCat 1.6.7.4, ServerQueryHandler ("User readonly").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology, User

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by mod(id)
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop as reader }
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
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each schema that no user may write to."""
    users: dict[str, list[User]] = {}
    for router in topology.routers:
        for user in router.users:
            for schema in user.schemas:
                users.setdefault(schema.name, []).append(user)
    told: set[Span] = set()
    for schema in topology.schemas:
        known = users.get(schema.name, [])
        if known and all(user.readonly for user in known) and schema.span not in told:
            told.add(schema.span)
            at = known[0].origin("role")
            report(
                f"nobody may write to schema `{schema.span.text}`",
                at=at,
                says="reads only",
                beside=[(schema.span, "has no other user")],
                note='MyCat answers every INSERT, UPDATE and DELETE with "User readonly"',
                help="add a user that may write",
            )
