"""What an alert is."""

from collections.abc import Mapping

from dbstackc.base.record import field, record
from dbstackc.base.span import Span
from dbstackc.base.text import listed
from dbstackc.model.topology import Cluster, Topology, Watch


@record(frozen=True, slots=True, kw_only=True)
class Kind:
    """What alerts of one name share.

    severity: critical (somebody gets up) or warning (somebody looks in the morning).
    looks: how many looks in a row it must hold. means, do: paragraphs for who is called.
    """

    name: str
    severity: str
    looks: int
    means: str
    do: str


@record(frozen=True, slots=True, kw_only=True)
class Alert:
    """One rule: when it is called for, and what is said then.

    about: the group that it stands in. expression: PromQL; yields a series for each thing that is
    wrong. hold: milliseconds. span: the words that it follows from.
    """

    kind: Kind
    about: str
    expression: str
    hold: int
    summary: str
    description: str
    span: Span
    labels: Mapping[str, str] = field(default_factory=dict)


def alert(
    kind: Kind,
    watch: Watch,
    about: str,
    span: Span,
    expression: str,
    summary: str,
    description: str,
    labels: Mapping[str, str] | None = None,
) -> Alert:
    """Return an alert that holds for as many looks of a Prometheus as its kind says."""
    return Alert(
        kind=kind,
        about=about,
        expression=expression,
        hold=kind.looks * watch.every,
        summary=summary,
        description=description,
        span=span,
        labels=labels or {},
    )


def rows_of(topology: Topology, cluster: Cluster) -> str:
    """Return which shards a cluster carries, in words: a sentence, or nothing."""
    shards = [each.name for each in topology.shards if each.cluster is cluster]
    if not shards:
        return ""
    word = "shard" if len(shards) == 1 else "shards"
    return f" It carries the {word} {listed(shards, 6)}."
