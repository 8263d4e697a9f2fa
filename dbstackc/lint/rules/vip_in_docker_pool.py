"""Docker may give a vip to a container.

A vip inside the subnet of a Docker network is, to Docker, a free address like any other, until it
is kept out of the pool. The day that a container gets it, two answer for it.

Source: docs.docker.com, "docker network create", `--ip-range` and `--aux-address`; moby/moby#49781.
"""

from ipaddress import ip_address, ip_network

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Net
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

_VRRP = """
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 1
    virtual_ipaddress { 172.30.0.100/24 }
    track_interface { eth1 }
}
"""

_COMPOSE = """
services:
  keeper:
    image: example/keepalived:2.2.7
    cap_add: [NET_ADMIN]
    volumes: ["./keepalived.conf:/etc/keepalived/keepalived.conf:ro"]
    networks: [front]
networks:
  front:
    ipam:
      config:
        - subnet: 172.30.0.0/24
"""

BAD = {"compose.yml": _COMPOSE, "keepalived.conf": _VRRP}

GOOD = {
    "compose.yml": _COMPOSE.rstrip() + "\n          ip_range: 172.30.0.128/25\n",
    "keepalived.conf": _VRRP,
}


def check(stack: Stack, report: Report) -> None:
    """Report each vip in the pool of a network, once."""
    told: set[Span] = set()
    for net in stack.all(Net):
        for subnet in net.subnets:
            for one in stack.all(VrrpInstance):
                for vip in one.addresses:
                    if vip.span in told or not _is_free(vip.text, subnet.text, net):
                        continue
                    told.add(vip.span)
                    report(
                        f"Docker may give {vip.text.partition('/')[0]} to a container",
                        at=vip.span,
                        says="a vip",
                        beside=[(subnet.span, f"Docker hands out all of `{net.name.text}`")],
                        note="then two answer for one address",
                        help="keep it out of the pool: `ip_range` for the pool, or `aux_addresses`",
                    )


def _is_free(vip: str, subnet: str, net: Net) -> bool:
    try:
        address = ip_address(vip.partition("/")[0])
        if address not in ip_network(subnet, strict=False):
            return False
        if net.pool is not None and address not in ip_network(net.pool.text, strict=False):
            return False
        return all(ip_address(each.text) != address for each in net.reserved)
    except ValueError:
        return False
