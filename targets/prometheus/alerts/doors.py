"""Alerts on what clients meet: addresses that move, and balancers."""

from collections.abc import Iterator

from dbstackc.base.text import counted, listed
from dbstackc.model.topology import Topology, Vip, Watch

from .kind import Alert, Kind, alert

HELD = Kind(
    name="VipNotHeldOnce",
    severity="critical",
    looks=2,
    means="An address that moves is held by no machine, or by more than one. Held by none, nobody"
    " comes in; held by two, each client comes to whichever answered it last.",
    do="`ip address` on the holders shows who has it, `docker logs HOST-keepalived` why. Two hold"
    " it when they do not hear each other: protocol 112 must pass between them. None holds it when"
    " no balancer passes its check.",
)

SHUT = Kind(
    name="DoorShut",
    severity="critical",
    looks=2,
    means="A door of a balancer has no server left that passes its check: clients are refused.",
    do="The status page of the balancer, and its log, name the check that fails. A check that"
    " cannot log in fails on all servers at once.",
)

OUT = Kind(
    name="ServerOut",
    severity="warning",
    looks=8,
    means="A balancer has taken a server out, since its check fails; the others do its work.",
    do="If the server is a node that is down, that is the cause. If it runs, the log of the"
    " balancer says what the check got.",
)


def alerts(topology: Topology, watch: Watch) -> Iterator[Alert]:
    """Yield what concerns vips and balancers.

    A host's addresses are told by its own exporter, so a vip inside a network cannot be counted.

    Source: node_exporter 1.5, collector/netdev_common.go (node_network_address_info); HAProxy 2.6,
    addons/promex/README (haproxy_backend_active_servers, haproxy_server_status).
    """
    for vip in topology.vips:
        if any(holder.inside for holder in vip.holders):
            continue
        yield _held(vip, watch)
    if all(each.kind != "balancer" for each in topology.exporters):
        return
    yield alert(
        SHUT,
        watch,
        "balancers",
        watch.span,
        "haproxy_backend_active_servers + haproxy_backend_backup_servers == 0",
        "the door {{ $labels.proxy }} of {{ $labels.instance }} is shut",
        "No server behind {{ $labels.proxy }} of the balancer {{ $labels.instance }} on"
        " {{ $labels.host }} passes its check.",
    )
    yield alert(
        OUT,
        watch,
        "balancers",
        watch.span,
        'haproxy_server_status{state="DOWN"} == 1',
        "{{ $labels.instance }} has taken {{ $labels.server }} out",
        "The balancer {{ $labels.instance }} on {{ $labels.host }} sends nobody to"
        " {{ $labels.server }} behind {{ $labels.proxy }}: its check fails.",
    )


def _held(vip: Vip, watch: Watch) -> Alert:
    told = f'node_network_address_info{{address="{vip.address}"}}'
    holders = [holder.host.name for holder in vip.holders]
    return alert(
        HELD,
        watch,
        f"vip {vip.name}",
        vip.span,
        f"(count(count by (host) ({told})) or vector(0)) != 1",
        f"{vip.name} is held by {{{{ $value }}}} machines",
        f"{vip.address} is to be held by one of {counted(len(holders), 'machine')}"
        f" ({listed(holders, 6)}), and {{{{ $value }}}} hold it.",
        {"vip": vip.name},
    )
