"""A virtual_server hands packets to an address that exists on one machine only.

A vip can move; an address in a bridge network of Docker cannot, and on another machine it leads
nowhere, or to someone else. The vip moves, and the service stays behind.

Source: docs.docker.com, "Bridge network driver": containers on one daemon host.
"""

from ipaddress import ip_address

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.vrrp import VirtualServer
from dbstackc.lint.nets import fixed
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

_FORWARD = """
virtual_server 10.0.0.100 3306 {
    delay_loop 3
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 172.30.0.7 3306 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""

_RUN = """
docker network create --subnet 172.30.0.0/24 front
docker run -d --name h1 --net front --ip 172.30.0.7 haproxy:2.8.5
"""

BAD = {"keepalived.conf": _FORWARD, "run.sh": _RUN}

GOOD = {
    "keepalived.conf": _FORWARD.replace("172.30.0.7", "10.0.0.7"),
    "run.sh": _RUN,
}


def check(stack: Stack, report: Report) -> None:
    """Report each real server in a bridge network with fixed addresses."""
    nets = [net for net in fixed(stack) if net.driver in ("", "bridge")]
    for forward in stack.all(VirtualServer) if nets else ():
        for end in forward.ends:
            try:
                address = ip_address(end.address.text)
            except ValueError:
                continue
            net = next((net for net in nets if address in net.subnet), None)
            if net is None:
                continue
            one, attached = net.containers[0]
            assert attached.address is not None
            report(
                f"{end.address.text} exists on one machine only",
                at=end.address.span,
                says=f"an address of the bridge network `{net.name}`",
                beside=[(attached.address.span, f"as `{one.name.text}` is")],
                note=f"when {forward.address.text} moves to another machine, what it leads to does "
                "not",
                help="publish the ports on every machine, and forward to those, or to nothing",
            )
