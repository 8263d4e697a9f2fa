"""All holders of a vip sit in one bridge network, on one machine.

A bridge network of Docker ends at its machine. Holders in it cover for each other's process, and
not for the machine: when that goes, the address goes, and nobody else can take it.

Source: docs.docker.com, "Bridge network driver": containers on one daemon host.
"""

from ipaddress import ip_address

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.nets import fixed
from dbstackc.lint.stack import Stack
from dbstackc.lint.vips import holders

LEVEL = Level.WARNING

_VRRP = """
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 1
    nopreempt
    virtual_ipaddress { 172.30.0.100/24 }
    track_interface { eth1 }
}
"""

_RUN = """
docker network create --subnet 172.30.0.0/24 --ip-range 172.30.0.128/26 front
docker run -d --name h1 --net front --ip 172.30.0.7 -v ./one/keepalived.conf:/k.conf haproxy:2.8.5
docker run -d --name h2 --net front --ip 172.30.0.8 -v ./two/keepalived.conf:/k.conf haproxy:2.8.5
"""

BAD = {
    "one/keepalived.conf": _VRRP,
    "run.sh": _RUN,
    "two/keepalived.conf": _VRRP.replace("110", "100"),
}

GOOD = {
    **{name: text.replace("172.30.0.100", "10.0.0.100") for name, text in BAD.items()},
}


def check(stack: Stack, report: Report) -> None:
    """Report each vip that lies among the fixed addresses of containers in a bridge."""
    for same in holders(stack):
        vip = same[0].addresses[0]
        for net in fixed(stack):
            try:
                is_inside = ip_address(vip.text.partition("/")[0]) in net.subnet
            except ValueError:
                continue
            if not is_inside or net.driver not in ("", "bridge") or len(net.containers) < 2:
                continue
            report(
                f"every holder of {vip.text} sits on one machine",
                at=vip.span,
                says=f"an address of the bridge network `{net.name}`",
                beside=[
                    (attached.address.span, f"`{one.name.text}` is in it")
                    for one, attached in net.containers[:2]
                    if attached.address
                ],
                note="a bridge network ends at its machine; when that goes, nobody can take over",
                help="let keepalived hold an address of the machines' own network, on two of them",
            )
            break
