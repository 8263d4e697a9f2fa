"""One finding a statement: clusters of one patterned block are wrong together."""

from collections.abc import Iterable, Iterator

from dbstackc.model.topology import Cluster


def once(clusters: Iterable[Cluster]) -> Iterator[Cluster]:
    """Yield the first cluster of each statement, in order.

    Clusters of one patterned statement share their settings, and the mapping of their origins;
    their nodes are placed by the compiler, apart from each other.
    """
    seen: set[int] = set()
    for cluster in clusters:
        key = id(cluster.origins)
        if key not in seen:
            seen.add(key)
            yield cluster


def called(cluster: Cluster) -> str:
    """Return what the user called a cluster, the whole pattern of a patterned one, in backticks."""
    return f"`{cluster.span.text}`"
