"""Rules of tables, routers, doors, vips and swarms, beyond their own examples."""

from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.work.compile import compile_source

CLUSTERS = """
secret root, sst, app, vrrp, stats from env
host vm[1..4] at 10.0.0.[1..4]
pxc a[1..4] {
  nodes 3 on vm[1..4] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
"""

SHOP = CLUSTERS + "schema shop on a[1..4] { %s }\n"

ROUTERS = "mycat m[1..2] on vm[1..2] { user app with secret.app for shop }\n"

DOORS = "external end[1..2] at 10.9.0.[1..2]:3306\nhaproxy h[1..2] on vm[1..2] { %s }\n"


def said(rule: str, text: str) -> list[str]:
    """Return the level and title of each finding of one rule."""
    report = Report()
    compile_source(Source("stack.dbs", text), Path(), report, select=(rule,))
    assert {each.rule for each in report} <= {rule}, [each.title for each in report]
    return [f"{each.level.word}: {each.title}" for each in report]


@pytest.mark.parametrize(
    ("rule", "table", "found"),
    [
        ("skewed-numbering", "table t by mod(id) { primary id; auto no }", []),
        ("skewed-numbering", "table t by mod(other) { primary id; auto yes }", []),
        ("skewed-numbering", "table t on a[1..3] by mod(id) { primary id; auto yes }", []),
        (
            "skewed-numbering",
            "table t by mod(id) { primary id; auto yes }",
            ["warning: the rows of `t` go to 2 of 4 shards"],
        ),
        (
            "unbounded-dates",
            'table t by month(day) { begin "2024-11-05" }',
            ["warning: rows of `t` have no shard from 2025-03 on"],
        ),
        (
            "unbounded-dates",
            'table t by date-hash(day) { begin "2024-01-01 00:00:00"; days 10; group 2 }',
            ["advice: rows of `t` have no shard from 2024-01-21 00:00:00 on"],
        ),
        ("unbounded-dates", "table t on a[1..4] by mod(id)", []),
        (
            "between-misses",
            "table t by segments(id)",
            ["advice: a BETWEEN on `t` misses rows past a multiple of 1024"],
        ),
        ("between-misses", "table t on a1 by segments(id)", []),
        (
            "between-misses",
            "table t by range(id) { rows 0..9 to 3; rows 10..19 to 2; rows 20..29 to 1 }",
            [],
        ),
        (
            "between-misses",
            "table t by range(id) { rows 0..9 to 1; rows 10..19 to 0; rows 20..29 to 1 }",
            ["warning: a BETWEEN on `t` misses rows"],
        ),
        (
            "key-without-home",
            "table t by pattern(id) { modulus 32; rows 0..7 to 0; rows 8..30 to 1 }",
            ["warning: remainders 31 of `t` have no shard"],
        ),
        (
            "key-without-home",
            "table t by map(city) { key bj to 0; key sh to 1 }",
            ["advice: keys of `t` that are in no line of its map have no shard"],
        ),
        (
            "range-overlap",
            "table t by range(id) { rows 0..9 to 0; rows 5..19 to 0 }",
            [],
        ),
        (
            "idle-shard",
            "table t by range-mod(id) { rows 0..9 to 2; rows 10..19 to 1 }",
            ["warning: no row of `t` goes to `shop-a4`"],
        ),
        (
            "idle-shard",
            "table t on a[1..2] by mod(id)",
            ["warning: no table of schema `shop` lies on `shop-a3` and `shop-a4`"],
        ),
        ("idle-shard", "fallback a4; table t on a[1..3] by mod(id)", []),
        (
            "asks-all-shards",
            "table t by mod(id) { table u by parent(t) to id { table v by parent(u) to id } }",
            ["advice: an INSERT into `v` asks 4 shards first"],
        ),
        (
            "copy-missing-shard",
            "table c on a1 by copy\n table t on a[1..2] by mod(id)",
            ["warning: `c` is not on `shop-a2`"],
        ),
        ("copy-missing-shard", "table c on a[1..2] by copy\n table t on a[1..2] by mod(id)", []),
        ("joins-apart", "table t by mod(id)\n table u by hash(id)", []),
        (
            "joins-apart",
            "table t by map(c) { key x to 0; key y to 1 }\n"
            " table u by map(c) { key x to 0; key y to 2 }",
            ["advice: `t` and `u` are not joined on their shards"],
        ),
        (
            "table-twice",
            "table t by mod(id) { table U by parent(t) to id }\n table u by copy",
            ["error: schema `shop` has two tables `u`"],
        ),
        ("limit-truncates", "limit 0; table t by mod(id)", ["warning: a SELECT without LIMIT"]),
        ("limit-truncates", "limit 9", ["advice: the limit of schema `shop` has no effect"]),
    ],
)
def test_a_table_is_judged_by_where_its_rows_go(rule: str, table: str, found: list[str]) -> None:
    titles = said(rule, SHOP % table + ROUTERS)
    assert len(titles) == len(found), titles
    assert all(title.startswith(start) for title, start in zip(titles, found, strict=True)), titles


def test_a_patterned_table_is_reported_once() -> None:
    titles = said("between-misses", SHOP % "table t[1..40] by segments(id)" + ROUTERS)
    assert titles == ["advice: a BETWEEN on `t[1..40]` misses rows past a multiple of 1024"]


def test_a_schema_over_shards_needs_a_router() -> None:
    text = SHOP % "table t by mod(id)"
    assert said("schema-without-user", text) == ["warning: no router carries schema `shop`"]
    alone = text.replace("shop on a[1..4]", "shop on a1")
    assert said("schema-without-user", alone) == []


@pytest.mark.parametrize(
    ("rule", "doors", "found"),
    [
        ("door-taken", "listen sql on 3306 to end1, end2, end1", ["leads to `end1` twice"]),
        ("zero-in-check", "listen sql on 3306 to end[1..2] { check every 0s }", ["`every` of"]),
        ("zero-in-check", "listen sql on 3306 to end1 { check by none every 0s }", []),
        ("unchecked-server", "listen sql on 3306 to end1 { check by none }", []),
        ("blind-check", "listen sql on 3306 to a1 { check by tcp }", ["lost its group"]),
        ("blind-check", "listen sql on 3306 to end1 { check by tcp }", []),
        ("many-writers", "listen sql on 3306 to a1-1, a2-1", []),
        ("many-writers", "listen sql on 3306 to a1-1, a1-2", ["2 nodes of `a1` at once"]),
        ("idle-cut", "timeout client(1h), server(59s); listen s on 1 to end1", ["after 59s"]),
        ("idle-cut", "timeout client(90s); listen s on 1 to end1", ["after 90s of silence"]),
        ("uneven-timeouts", "timeout client(1h); listen s on 1 to end1", ["time for clients"]),
        ("slow-check", "listen s on 1 to end1 { check every 8s { fall 5 } }", ["up to 16 s"]),
        ("check-cannot-log-in", "listen s on 1 to a1-1 { check by login as x }", ["as `x`"]),
        ("check-cannot-log-in", "listen s on 1 to end1 { check by login as x }", []),
        ("doorless-balancer", 'stats "/" on 80 with secret.stats', ["leads nowhere"]),
    ],
)
def test_a_door_is_judged_once_for_all_balancers(rule: str, doors: str, found: list[str]) -> None:
    titles = said(rule, CLUSTERS + DOORS % doors)
    assert len(titles) == len(found), titles
    assert all(part in title for title, part in zip(titles, found, strict=True)), titles


def test_two_doors_on_one_port_of_a_network_are_found() -> None:
    text = CLUSTERS + (
        "network inner { driver bridge }\n"
        "external end[1..2] at 10.9.0.[1..2]:3306\n"
        "haproxy h in inner on vm1 {\n"
        '  publish 3306 -> 3306\n  stats "/" on 3306 with secret.stats\n'
        "  listen one on 3306 to end1\n}\n"
    )
    assert said("door-taken", text) == ["error: `one` shares port 3306 with the status page"]


def test_a_router_is_not_checked_by_login() -> None:
    doors = "listen sql on 3306 to m[1..2] { check by login as app }"
    text = SHOP % "table t by hash(id)" + ROUTERS + DOORS % doors
    assert said("check-cannot-log-in", text) == ["error: the check of `sql` cannot log in as `app`"]


@pytest.mark.parametrize(
    ("rule", "vips", "found"),
    [
        ("same-vrid", "vip x at 10.0.0.8 to h[1..2]\nvip y at 10.0.1.8 to h[1..2]", ["error"]),
        ("same-vrid", "vip x at 10.0.0.8 to h1\nvip y at 10.0.1.8 to h2", ["warning"]),
        ("same-vrid", "vip x at 10.0.0.8 to h1\nvip y at 10.0.1.9 to h1", []),
        ("vip-off-subnet", "vip x at 10.7.0.8 to h[1..2]", []),
        ("vip-off-subnet", "vip x at 10.7.0.8/8 to h[1..2]", []),
        ("vip-off-subnet", "vip x at 10.7.0.8/16 to h[1..2]", ["warning"]),
        ("no-vrrp-auth", "vip x at 10.0.0.8 to h[1..2] { beat 200ms }", []),
        ("no-vrrp-auth", "vip x at 10.0.0.8 to h1", []),
        ("nothing-tracked", "vip x at 10.0.0.8 to h[1..2]", []),
        ("track-of-nothing", "vip x at 10.0.0.8 to h[1..2] { track 9001 }", []),
        ("track-of-nothing", "vip x at 10.0.0.8 to h[1..2] { track 99 }", ["warning"]),
        ("one-basket", "vip x at 10.0.0.8 to vm1, h1", ["warning"]),
        ("slow-beat", "vip x at 10.0.0.8 to h[1..2] { beat 5s }", []),
    ],
)
def test_a_vip_is_judged_by_who_holds_it(rule: str, vips: str, found: list[str]) -> None:
    titles = said(rule, CLUSTERS + DOORS % "listen sql on 3306 to end[1..2]" + vips + "\n")
    assert [title.split(":")[0] for title in titles] == found


def test_an_overlay_carries_no_vip() -> None:
    text = CLUSTERS + (
        "network over { driver overlay; subnet 10.5.0.0/16 }\n"
        "external end1 at 10.9.0.1:3306\n"
        "haproxy h[1..2] at 10.5.0.[7..8] in over on vm[1..2] { listen sql on 3306 to end1 }\n"
        "vip x at 10.5.0.100 to h[1..2]\n"
    )
    title = "vip `x` is reached from its holder's own host alone"
    assert said("stuck-vip", text) == [f"error: {title}"]


def test_a_swarm_of_two_hosts_is_not_judged() -> None:
    two = "host vm[1..2] at 10.0.0.[1..2]\ndeploy swarm { managers vm1 }\n"
    assert said("fragile-swarm", two) == []
    assert said("fragile-swarm", two.replace("1..2", "1..3")) == [
        "warning: the swarm stands still when its manager is away"
    ]
