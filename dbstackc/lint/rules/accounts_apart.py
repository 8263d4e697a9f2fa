"""A Portainer of a stack may start beside its accounts.

They lie in a local volume, which stays on its machine. A second copy has a volume of its own, and
so has the same task when it starts on another machine: nobody's password is right there, and
whoever comes first makes himself its administrator. `node.role == manager` binds it to nothing, as
soon as there is a second manager.

Source: docs.docker.com, "Volumes": local to one daemon host; Portainer documentation, "Initial
setup" (the first user becomes the administrator).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container, Volume
from dbstackc.lint.product import products
from dbstackc.lint.reached import is_bound
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "stack.yml"

BAD = """
services:
  board:
    image: portainer/portainer-ce:2.39.6
    command: -H tcp://tasks.agent:9001 --tlsskipverify
    volumes: ["board:/data"]
    deploy:
      placement:
        constraints: ["node.role == manager"]
volumes: {board: {}}
"""

GOOD = """
services:
  board:
    image: portainer/portainer-ce:2.39.6
    command: -H tcp://tasks.agent:9001 --tlsskipverify
    volumes: ["board:/data"]
    deploy:
      placement:
        constraints: ["node.hostname == vm1"]
volumes: {board: {}}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each Portainer whose volume is not where it may start."""
    drivers = {v.name.text for v in stack.all(Volume) if v.driver is not None or v.outer}
    for each in products(stack):
        one = each.container
        if each.kind != "portainer" or one.by not in ("stack", "service"):
            continue
        kept = [m for m in one.mounts if m.kind == "volume" and m.inside.text == "/data"]
        kept = [m for m in kept if m.outside is None or m.outside.text not in drivers]
        if kept and (_is_many(one) or not is_bound(one)):
            at = one.constraints[0] if one.constraints else one.name
            report(
                f"`{one.name.text or 'Portainer'}` may start without its accounts",
                at=at.span,
                says="binds it to no machine" if not _is_many(one) else "several copies",
                beside=[(kept[0].span, "stays on the machine where it was made")],
                note="beside an empty volume whoever comes first makes himself administrator",
                help="run one copy, and bind it by a label: `node.labels.board == yes`",
            )


def _is_many(one: Container) -> bool:
    return one.everywhere or (one.replicas is not None and one.replicas.text not in ("0", "1"))
