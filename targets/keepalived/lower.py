"""Topology to the documents of keepalived.conf."""

from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.emit import holes, layout, pulse
from dbstackc.model.topology import Holder, Topology, Vip

from . import forwarding
from .document import Block, Document, Line
from .instance import examine, instance, watch
from .lease import label, lease

Held = tuple[Vip, Holder]


def lower(topology: Topology, report: Report) -> Iterator[Document]:
    """Yield a file for each keepalived, in the order in which vips first name them.

    Reports: cannot-express, keepalived/no-auth.
    """
    files: dict[str, list[Held]] = {}
    for vip in topology.vips:
        examine(vip, report)
        forwarding.examine(vip, report)
        for holder in vip.holders:
            files.setdefault(layout.holder_file(vip, holder), []).append((vip, holder))
    for path, held in files.items():
        vips = [vip for vip, _ in held]
        name = _owner(held[0][1])
        yield Document(
            path=path,
            blocks=tuple(_blocks(topology, name, held)),
            escape="keepalived" if holes.holder_file(vips) else "",
            title=f"keepalived.conf of {name}",
        )


def _owner(holder: Holder) -> str:
    """Return whose keepalived it is: the balancer's in whose network it runs, or the host's."""
    inside = holder.balancer if holder.inside else None
    return inside.name if inside else holder.host.name


def _blocks(topology: Topology, name: str, held: list[Held]) -> Iterator[Block]:
    """Yield what one file says: of itself, then checks, vips, and forwarded ports."""
    first, holder = held[0]
    yield Block("global_defs", first.span, _process(name, holder))
    watched: dict[int, Held] = {}
    for vip, holder in held:
        if holder.track is not None:
            watched.setdefault(holder.track, (vip, holder))
    for port, (vip, holder) in watched.items():
        is_ours = pulse.asked(topology, holder) is not None
        yield watch(port, vip.image, holder, is_ours)
    for vip, holder in held:
        if label(vip, holder):
            yield lease(vip, holder)
    for vip, holder in held:
        yield instance(vip, holder)
    for vip, _ in held:
        yield from forwarding.virtual_servers(vip)


def _process(name: str, holder: Holder) -> tuple[Line, ...]:
    """Return what holds for the whole process.

    Without `script_user` checks run as a user that images do not have, or are left out.

    Source: keepalived.conf(5) 2.2.7, `script_user`, `enable_script_security`.
    """
    lines = [Line(f"router_id {name}", holder.span)]
    return (*lines, Line("enable_script_security"), Line("script_user root"))
