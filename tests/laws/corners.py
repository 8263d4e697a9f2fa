"""What a stack may also have: places of the language that few files use, each by itself.

Every corner brings its own names, ports and networks, so that any of them go together, and with
any stack of at least three hosts `vm[1..3]` and the secrets of `topologies.py`.
"""

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

FAR = "external far[1..2] at 10.82.0.[1..2]:3306"

LAN = (
    "network lan { driver macvlan; parent eth9; subnet 10.81.0.0/24; pool 10.81.0.128/25;"
    " gateway 10.81.0.254 }"
)

DOOR_METHODS = ("roundrobin", "static-rr", "leastconn", "first", "source")

FORWARD_METHODS = ("rr", "wrr", "lc", "wlc", "sh", "dh", "lblc")


def corners(draw: DrawFn) -> list[str]:
    """Draw some corners, in any number."""
    chosen = [corner for corner in CORNERS if draw(st.integers(0, 2)) == 0]
    if not chosen:
        return []
    drawn = [line for corner in chosen for line in corner(draw)]
    return [FAR, LAN, *drawn]


def _of(draw: DrawFn, *texts: str) -> str:
    return draw(st.sampled_from(texts))


def _doors_on_the_lan(draw: DrawFn) -> list[str]:
    check = _of(draw, "by auto", "by tcp", "by none", "every 4s")
    one, two = _of(draw, *DOOR_METHODS), _of(draw, *reversed(DOOR_METHODS))
    return [
        "haproxy lan[1..2] at 10.81.0.[11..12] in lan on vm[1..2] {",
        '  image "haproxy:2.8.5"; maxconn 3000; memory 300M; verbatim "spread-checks 5"',
        f"  listen near on 3401 to far1 by {two}",
        f"  listen far on 3400 to far[1..2] by {one} {{",
        f'    check {check}; verbatim "timeout queue 30s"',
        "  }",
        "}",
        "vip lan at 10.81.0.100/24 to lan[1..2] {",
        "  router 81; auth secret.vrrp; track 3400",
        '  image "dbstackc/keepalived:2.2"; verbatim "garp_master_delay 5"',
        "}",
    ]


def _a_door_in_a_bridge(draw: DrawFn) -> list[str]:
    return [
        "network here { driver bridge; subnet 10.83.0.0/24; gateway 10.83.0.1 }",
        f"haproxy inner in here on vm3 {{ publish 3500 -> {_of(draw, '3306', '3307')}",
        "  listen far on 3306 to far[1..2]; listen near on 3307 to far1 }",
    ]


def _galera_on_the_lan(draw: DrawFn) -> list[str]:
    kind = _of(draw, "pxc", "mariadb")
    version = "8.0" if kind == "pxc" else "10.11"
    return [
        "pxc lang {",
        "  nodes lang[1..3] on vm[1..3]:9801 at 10.81.0.[21..23]; network lan",
        f'  image "registry.local/own/db:latest"; engine {kind}; version {version}',
        f"  weight {_of(draw, '1, 1, 1', '3, 2, 2')}; connections 900",
        f"  failover {_of(draw, 'default', 'fast')}",
        "}",
        "haproxy langs on vm3 {",
        "  listen w on 3601 to lang for writes { check by auto as prober every 3s }",
        "  listen r on 3602 to lang for reads { check by login as prober }",
        "}",
        "amend pxc lang { check as prober }",
    ]


def _replication_on_the_lan(draw: DrawFn) -> list[str]:
    kind = _of(draw, "mysql", "mariadb")
    version = "8.0" if kind == "mysql" else "10.11"
    return [
        "replication lanr {",
        "  source lanr1 on vm1:9811 at 10.81.0.31",
        "  replicas lanr[2..3] on vm[2..3]:9811 at 10.81.0.[32..33]; network lan",
        f'  image "registry.local/own/db:latest"; engine {kind}; version {version}',
        '  connections 700; verbatim "lock_wait_timeout = 60"',
        "}",
        "replication lann {",
        "  nodes lann[1..2] on vm[1..2]:9821 at 10.81.0.[34..35]; network lan",
        "}",
        "replication lanc { source lancs on vm1:9831; replicas 1 on vm[2..3] from 9831 }",
    ]


def _a_router_on_the_lan(draw: DrawFn) -> list[str]:
    role, auto = _of(draw, "writer", "reader"), _of(draw, "yes", "no")
    return [
        "replication behind { nodes 1 on vm[1..3] from 9841 }",
        "schema behind on behind as behind1 {",
        "  table one by mod(id) {",
        "    primary id",
        "    table two by parent(one_id) to id {",
        f"      primary id; auto {auto}",
        f"      table three by parent(two_id) to id {{ primary id; auto {auto} }}",
        "    }",
        "  }",
        "}",
        "mycat lanm on vm2:8166 at 10.81.0.41 in lan {",
        f"  user app with secret.app for behind; user other with secret.admin for behind as {role}",
        '  manager 9166; image "dbstackc/mycat:1.6.7.4"',
        r'  verbatim "<property name=\"processors\">7</property>"',
        "}",
    ]


def _a_vip_that_forwards(draw: DrawFn) -> list[str]:
    one, two = _of(draw, *FORWARD_METHODS), _of(draw, *reversed(FORWARD_METHODS))
    mode = _of(draw, "NAT", "DR", "TUN")
    sticky = _of(draw, "", "sticky 50s; ")
    return [
        "vip forth at 10.84.0.9/24 on eth7 to vm[1..2] {",
        f"  router 201; auth secret.vrrp; beat 1s; preempt {_of(draw, 'yes', 'no')}",
        f"  forward 3306 to far[1..2] by {one} as {mode} {{ {sticky}check every 4s }}",
        f"  forward 3307 to far1 by {two}",
        "}",
    ]


def _an_application_in_a_bridge(draw: DrawFn) -> list[str]:
    return [
        "network apps { driver bridge; subnet 10.89.0.0/24; pool 10.89.0.128/25 }",
        "haproxy appsdoor on vm3 { listen apps on 3702 to far1 }",
        "service shopweb at 10.89.0.9 in apps on vm2:3801 {",
        f'  image "registry.local/own/web:1"; inside {_of(draw, "80", "8080")}',
        "  reach DB_HOST to appsdoor:3702",
        "}",
    ]


def _hidden_wires(draw: DrawFn) -> list[str]:
    return [
        "network wires { driver overlay; subnet 10.85.0.0/16; attachable yes;"
        f" encrypted {_of(draw, 'yes', 'no')} }}",
        "replication wired { nodes 2 on vm[1..3] from 9861; network wires }",
    ]


CORNERS: tuple[Callable[[DrawFn], list[str]], ...] = (
    _doors_on_the_lan,
    _a_door_in_a_bridge,
    _galera_on_the_lan,
    _replication_on_the_lan,
    _a_router_on_the_lan,
    _a_vip_that_forwards,
    _an_application_in_a_bridge,
    _hidden_wires,
)
