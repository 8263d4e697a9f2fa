"""The doors of a balancer: which servers lie behind a `listen`, and how they are asked."""

from collections.abc import Sequence
from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.base.quantity import count
from dbstackc.language.declaration import Declaration, Given
from dbstackc.language.words.haproxy import CHECK
from dbstackc.model import verbatim
from dbstackc.model.clusters import SPARE
from dbstackc.model.inherit import said
from dbstackc.model.resolve import Names
from dbstackc.model.thing import External
from dbstackc.model.topology import Cluster, Listen, Node, Router, Server

_KINDS = ("cluster", "router", "node", "external")


def listen(part: Declaration, names: Names) -> Listen | None:
    """Return the door of one statement, or None where a mistake was reported.

    Reports: unknown-name, mixed-pool, type.
    """
    fields = part.fields
    if part.poisoned or not {"name", "port", "to"} <= fields.keys():
        return None
    targets = [names.get(_KINDS, item) for item in fields["to"].items]
    if None in targets:
        return None
    wish = fields["use"].value if "use" in fields else "writes"
    use, cluster = _use(targets, wish)
    if use is None:
        names.report.error(
            "mixed-pool",
            f"`{fields['name'].value}` leads to things of different kinds",
            at=fields["to"].span,
            note="a door leads to one cluster, or to routers, or to externals",
            help="open a door for each",
        )
        return None
    limits = _limits(part.parts_named("server"), names)
    if limits is None:
        return None
    check = next(iter(part.parts_named("check")), None)
    account = check.fields["account"].value if check and "account" in check.fields else None
    origins = {name: Origin(given.span) for name, given in fields.items()}
    if check:
        origins["check"] = Origin(check.span)
    return Listen(
        name=fields["name"].value,
        span=fields["name"].span,
        origins=origins,
        doc=part.doc,
        port=fields["port"].value,
        use=use,
        cluster=cluster,
        servers=_servers(targets, use, fields["to"], limits),
        method=fields["method"].value if "method" in fields else "leastconn",
        check=_check(said(check, CHECK, "method"), use, cluster, account),
        check_user=account or (cluster.check_user if cluster else "haproxy"),
        every=said(check, CHECK, "every").ms,
        fall=said(check, CHECK, "fall"),
        rise=said(check, CHECK, "rise"),
        maxconn=0,
        verbatim=verbatim.lines(part.parts_named("verbatim"), origins),
    )


def _use(targets: Sequence[Any], wish: str) -> tuple[str | None, Cluster | None]:
    """Return the use of a door and the one cluster behind it, if there is one."""
    if all(isinstance(target, Cluster) for target in targets):
        use = "write" if wish == "writes" else "read"
        return (use, targets[0]) if len(targets) == 1 else (None, None)
    if all(isinstance(target, Router) for target in targets):
        return "sql", None
    if all(isinstance(target, External | Node) for target in targets):
        return "external", None
    return None, None


def _servers(
    targets: Sequence[Any], use: str, to: Given, limits: dict[str, int]
) -> tuple[Server, ...]:
    """Return a server for each end, in order; for writes all but the first are backups."""
    ends: list[tuple[Node | Router | External, Any]] = []
    for target, item in zip(targets, to.items, strict=True):
        nodes = target.data_nodes if isinstance(target, Cluster) else (target,)
        ends.extend((node, item.span) for node in nodes)
    found = []
    for index, (end, span) in enumerate(ends):
        backup = use == "write" and index > 0
        if use == "read" and isinstance(end, Node) and end.role == "source":
            backup = len(ends) > 1
        found.append(
            Server(
                name=end.name,
                span=end.span,
                origins={"target": Origin(span)},
                target=end,
                weight=limits.get("weight", 1),
                backup=backup,
                maxconn=limits.get("maxconn") or _room(targets[0] if use != "sql" else None),
            )
        )
    return tuple(found)


def _room(target: Any) -> int:
    """Return the connections that a server may get: what its engine takes, less the spare ones."""
    return max(1, target.connections - SPARE) if isinstance(target, Cluster) else 2000


def _check(wish: str, use: str, cluster: Cluster | None, account: str | None) -> str:
    if wish != "auto":
        return wish
    if cluster is not None:
        if cluster.kind == "galera":
            return "galera"
        return "writer" if use == "write" else "replica"
    return "login" if use == "external" and account else "tcp"


def _limits(parts: Sequence[Declaration], names: Names) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for part in parts:
        for item in part.fields["with"].items if "with" in part.fields else ():
            call = item.value
            number = count(call.arguments[0].value) if len(call.arguments) == 1 else None
            most = {"weight": 256, "maxconn": 1_000_000}.get(call.name)
            if most is None or number is None or number > most:
                names.report.error(
                    "type",
                    f"`{item.span.text}` is no limit of a server",
                    at=item.span,
                    note="a server takes weight(n), 0 to 256, and maxconn(n)",
                    help="write it as in `server weight(1), maxconn(500)`",
                )
                return None
            found[call.name] = number
    return found
