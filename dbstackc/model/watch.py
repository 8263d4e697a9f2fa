"""What looks at a stack: Prometheus, Grafana, and what tells them how things are."""

from dbstackc.base.record import record
from dbstackc.model.store import Node
from dbstackc.model.thing import External, Host, Placed, Secret, Thing

KINDS = ("host", "containers", "database", "balancer")
"""What an exporter tells of."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Grafana(Thing):
    """A Grafana beside a Prometheus; port: of the host. memory: bytes."""

    port: int
    secret: Secret
    image: str
    memory: int


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Make(Thing):
    """Of which make exporters of one kind are, which is its name; "" and 0 where nothing is said.

    memory: bytes.
    """

    image: str
    memory: int


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Watch(Placed):
    """One Prometheus, which looks at the whole stack.

    keep, every: milliseconds that it remembers, and between two looks. memory: bytes.
    alert: the Alertmanagers that are told. makes: what it says of exporters, of each kind once.
    """

    keep: int
    every: int
    alert: tuple[External, ...]
    image: str
    memory: int
    grafana: Grafana | None
    makes: tuple[Make, ...] = ()


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Exporter(Placed):
    """What tells of one thing, by HTTP, at its place.

    kind: one of KINDS. of: the host, node or balancer that it tells of. A balancer tells of itself,
        and has no image and no memory of its own. memory: bytes.
    """

    kind: str
    of: Host | Node | Placed
    image: str
    memory: int
