"""Backups: of which clusters, from which nodes, and when."""

from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.base.quantity import Duration
from dbstackc.base.record import record
from dbstackc.language.declaration import Entity, Item
from dbstackc.language.program import Program
from dbstackc.model.backup import DAY, Backup
from dbstackc.model.inherit import Heritage
from dbstackc.model.resolve import Names
from dbstackc.model.store import Cluster, Node

ACCOUNT = "copier"


@record(frozen=True, slots=True)
class Copier:
    """Who copies a cluster: an account, and the name of its secret."""

    account: str
    secret: Item


def copiers(program: Program) -> dict[str, Copier]:
    """Return who copies each cluster that a backup names, by the cluster's name."""
    found = {}
    for entity in program.of("backup"):
        account, secret = entity.fields.get("account"), entity.fields.get("secret")
        if secret is not None:
            found[entity.name] = Copier(account.value if account else ACCOUNT, secret.items[0])
    return found


def backups(program: Program, heritage: Heritage, names: Names) -> list[Backup]:
    """Return the backups in the order written.

    Reports: unknown-name, missing, misplaced.
    """
    found = []
    for entity in program.of("backup"):
        made = None if entity.poisoned else _backup(entity, heritage, names)
        if made is not None:
            found.append(made)
    return found


def _backup(entity: Entity, heritage: Heritage, names: Names) -> Backup | None:
    cluster = names.get(("cluster",), Item(entity.name, entity.span))
    origins: dict[str, Origin] = {}

    def get(slot: str) -> Any:
        return heritage.value(entity, slot, origins)

    when = _when(entity, names)
    node = _node(entity, cluster, names) if cluster is not None else None
    if node is None or cluster.backup is None or when is None:
        return None
    for slot in ("node", "folder", "time", "gap", "account", "secret"):
        get(slot)
    if "node" not in origins:
        note = f"the last {node.role} of {node.cluster}"
        origins["node"] = Origin(entity.span, "default", note)
    kept = get("keep")
    first, gap = when
    return Backup(
        name=entity.name,
        span=entity.span,
        origins=origins,
        doc=entity.doc,
        cluster=cluster,
        node=node,
        folder=entity.fields["folder"].value,
        mounted=get("mounted"),
        then=get("then"),
        first=first,
        gap=gap,
        copies=0 if isinstance(kept, Duration) else kept,
        seconds=kept.seconds if isinstance(kept, Duration) else 0,
        account=cluster.backup_user,
        secret=cluster.backup,
    )


def _node(entity: Entity, cluster: Cluster, names: Names) -> Node | None:
    """Return the node that is copied, or None where that was reported.

    Reports: unknown-name, misplaced.
    """
    given = entity.fields.get("node")
    if given is None:
        return cluster.data_nodes[-1]
    node: Node | None = names.get(("node",), given.items[0])
    if node is None or (node.cluster == cluster.name and node.role != "arbiter"):
        return node
    others = ", ".join(f"`{each.name}`" for each in cluster.data_nodes[:4])
    why = "holds no rows" if node.role == "arbiter" else f"is of `{node.cluster}`"
    names.report.error(
        "misplaced",
        f"`{node.name}` is no place to copy `{cluster.name}` from",
        at=given.span,
        says=f"this one {why}",
        beside=[(node.span, "declared here")],
        help=f"name one of {others}, or leave `from` out",
    )
    return None


def _when(entity: Entity, names: Names) -> tuple[int, int] | None:
    """Return the first minute of a day, and the minutes between two; None where that was reported.

    Reports: missing, type.
    """
    time, gap = entity.fields.get("time"), entity.fields.get("gap")
    if time is None and gap is None:
        names.report.error(
            "missing",
            f"nothing says when `{entity.name}` is copied",
            at=entity.span,
            note="a copy costs its node disk and time, so its hour is yours to choose",
            help="write `at 03:15`, or `every 6h`",
        )
        return None
    minutes, rest = divmod(gap.value.ms, 60_000) if gap is not None else (DAY, 0)
    whole = not rest and minutes and not DAY % minutes
    # what a calendar of systemd can say in one line
    if not whole or (minutes % 60 if minutes > 60 else 60 % minutes):
        assert gap is not None
        names.report.error(
            "type",
            f"no clock strikes every {gap.value}",
            at=gap.span,
            note="the copies of each day are taken at the same times of the day",
            help="choose a part of an hour in minutes, or of a day in hours: 15m, 30m, 1h, 6h, 1d",
        )
        return None
    return (time.value if time is not None else 0) % minutes, minutes
