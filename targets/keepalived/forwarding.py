"""Ports of a vip that the kernel hands to real servers."""

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_address

from dbstackc.base.report import Report
from dbstackc.emit.unsupported import unsupported
from dbstackc.model.topology import Forward, Vip

from .document import Block, Line
from .instance import TARGET, seconds


def virtual_servers(vip: Vip) -> Iterator[Block]:
    """Yield a virtual_server for each forwarded port, with a check on every real server.

    Every holder has them all, for the kernel forwards only what comes to an address that it has. A
    real server without a check is never taken out.

    Source: keepalived.conf(5) 2.2.7, "LVS CONFIGURATION".
    """
    for forward in vip.forwards:
        method, kind = forward.origin("method"), forward.origin("mode")
        lines: list[Line | Block] = [
            Line(f"delay_loop {seconds(forward.every)}", forward.origin("check")),
            Line(f"lb_algo {forward.method}", method),
            Line(f"lb_kind {forward.kind}", kind),
            Line("protocol TCP", forward.span),
        ]
        if forward.sticky:
            kept = -(-forward.sticky // 1000)
            lines.append(Line(f"persistence_timeout {kept}", forward.origin("sticky")))
        ends = forward.origin("to")
        lines += [
            Block(f"real_server {address} {port}", ends, (Line("weight 1"), _check(forward)))
            for address, port in forward.ends
        ]
        yield Block(f"virtual_server {vip.address} {forward.port}", forward.span, tuple(lines))


def _check(forward: Forward) -> Block:
    lines = (Line("connect_timeout 3"), Line("retry 1"), Line("delay_before_retry 1"))
    return Block("TCP_CHECK", forward.origin("check"), lines)


def examine(vip: Vip, report: Report) -> None:
    """Report what the kernel cannot forward.

    Reports: cannot-express.
    Source: keepalived.conf(5) 2.2.7, `real_server`; ipvsadm(8): direct routing and tunnels hand on
    packets as they are.
    """
    for forward in vip.forwards:
        for address, port in forward.ends:
            if _is_name(address):
                unsupported(
                    report,
                    TARGET,
                    forward,
                    f"forward to `{address}`",
                    "a real server is an address: no name is looked up",
                    "forward to something with a fixed address",
                    field="to",
                )
            elif forward.kind != "NAT" and port != forward.port:
                unsupported(
                    report,
                    TARGET,
                    forward,
                    f"forward port {forward.port} to port {port} by {forward.kind}",
                    f"{forward.kind} hands packets on as they are: the port cannot change",
                    "say `as NAT`, or use the same port",
                    field="mode",
                )


@lru_cache(maxsize=1024)
def _is_name(address: str) -> bool:
    try:
        ip_address(address)
    except ValueError:
        return True
    return False
