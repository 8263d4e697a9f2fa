"""How large a topology may be: what is larger is a slip, and would fill the memory first."""

from collections.abc import Iterable

from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.model.topology import Balancer, Cluster, Router

NODES = 200_000
"""Nodes of a topology."""

PAIRS = 4_000_000
"""Nodes that other things know one by one, each as often as it is known."""


def is_too_many(count: int, at: Span, report: Report) -> bool:
    """Tell whether a topology has too many nodes, and say so.

    Reports: too-large.
    """
    if count > NODES:
        _too_large(f"this stack has more than {NODES} nodes", at, report)
    return count > NODES


def weigh(
    clusters: Iterable[Cluster],
    routers: Iterable[Router],
    balancers: Iterable[Balancer],
    report: Report,
) -> None:
    """Report a topology whose files would be too large to write.

    A Galera node knows each of its peers, a balancer each server behind its doors, a router each
    node of its schemas.

    Reports: too-large.
    """
    total = 0
    for thing, count in _known(clusters, routers, balancers):
        total += count
        if total > PAIRS:
            title = f"the files of this stack would speak of nodes more than {PAIRS} times"
            _too_large(title, thing.span, report)
            return


def is_too_long(servers: int, at: Span, report: Report) -> bool:
    """Tell whether the doors of balancers have too many servers behind them, and say so.

    Reports: too-large.
    """
    if servers > PAIRS:
        title = f"the balancers of this stack would have more than {PAIRS} servers"
        _too_large(title, at, report)
    return servers > PAIRS


def _known(
    clusters: Iterable[Cluster], routers: Iterable[Router], balancers: Iterable[Balancer]
) -> Iterable[tuple[Cluster | Router | Balancer, int]]:
    for cluster in clusters:
        yield cluster, len(cluster.nodes) ** 2 if cluster.kind == "galera" else len(cluster.nodes)
    sizes: dict[int, int] = {}
    for router in routers:
        schemas = {id(schema): schema for user in router.users for schema in user.schemas}
        for key, schema in schemas.items():
            if key not in sizes:
                sizes[key] = sum(len(shard.cluster.nodes) for shard in schema.shards)
        yield router, sum(sizes[key] for key in schemas)
    for balancer in balancers:
        yield balancer, sum(len(door.servers) for door in balancer.listens)


def _too_large(title: str, at: Span, report: Report) -> None:
    report.error(
        "too-large",
        title,
        at=at,
        says="here it is too much",
        help="narrow the patterns, or make several stacks of it",
    )
