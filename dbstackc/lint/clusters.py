"""The Galera clusters of a stack, by whatever evidence names them."""

from collections.abc import Iterator

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.facts.said import Said
from dbstackc.lint.product import GALERA, products
from dbstackc.lint.stack import Stack


@record(frozen=True, slots=True, eq=False)
class Galera:
    """A Galera cluster; members: where each is written, in order; evidence: what tells of it."""

    name: Said
    members: tuple[Span, ...]
    evidence: str


def galera(stack: Stack) -> Iterator[Galera]:
    """Yield the clusters that a router knows, else those that option files list."""
    ports = _published(stack)
    known = False
    for host in stack.all(DataHost):
        asks = host.heartbeat is not None and "wsrep" in host.heartbeat.text.lower()
        mapped = bool(host.writers) and all(w.port in ports for w in host.writers)
        if asks or mapped:
            known = True
            evidence = "its heartbeat" if asks else "the ports that Galera's containers publish"
            yield Galera(host.name, tuple(w.name.span for w in host.writers), evidence)
    if known:
        return
    told: set[str] = set()
    for options in stack.all(Options):
        for group in options.groups.values():
            said = group.get("wsrep_cluster_address")
            if said is None or not said.text.startswith("gcomm://") or said.text in told:
                continue
            told.add(said.text)
            peers = [p for p in said.text[8:].partition("?")[0].split(",") if p.strip()]
            if peers and "$" not in said.text:
                yield Galera(said, (said.span,) * len(peers), "`wsrep_cluster_address`")


def _published(stack: Stack) -> set[int]:
    """Return the ports of hosts that lead to members of Galera clusters and to nothing else."""
    inside: set[int] = set()
    others: set[int] = set()
    for each in products(stack):
        for port in each.container.ports:
            if port.outside is not None:
                (inside if each.kind in GALERA else others).add(port.outside)
    return inside - others
