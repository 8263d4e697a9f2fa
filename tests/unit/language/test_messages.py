"""What is said about mistakes in words, values, names and overlays."""

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.language.program import gather
from dbstackc.model.build import build
from dbstackc.syntax.parse import parse

GROUND = "host vm[1..3] at 10.0.0.[1..3]\nsecret root from env\n"


def said(*texts: str) -> list[tuple[str, str, str]]:
    """Return rule, title and the words pointed at, of everything said about some files."""
    report = Report()
    trees = [parse(Source(f"{index}.dbs", text), report) for index, text in enumerate(texts)]
    build(gather(trees, report), "stack", report)
    return [(d.rule, d.title, d.primary.span.text if d.primary else "") for d in report]


CASES = {
    "host vm[1..3] at 10.0.0.[1..2]": ("uneven-ranges", "3 names but 2 addresses", "10.0.0.[1..2]"),
    "host vm1 at 10.0.0.300": ("type", "`10.0.0.300` is not an address", "10.0.0.300"),
    "host vm1": ("missing", "this `host` has no address", "host"),
    "host vm1 at 10.0.0.1 by x": ("misplaced", "`host` has no `by`", "by"),
    "host vm1 at 10.0.0.1 { colour red }": ("unknown-word", "`host` knows no `colour`", "colour"),
    "hots vm1 at 10.0.0.1": ("unknown-word", "no statement begins with `hots`", "hots"),
    "let a 1\nlet a 2": ("taken-name", "two statements declare let `a`", "a"),
    "defaults foo { memory 1G }": ("unknown-word", "there are no defaults for `foo`", "foo"),
    "amend host vm9 at 10.0.0.9": ("unknown-name", "no host is called `vm9`", "vm9"),
    "drop vip outer": ("unknown-name", "no vip is called `outer`", "outer"),
    "drop viip outer": ("unknown-word", "`drop` names no kind of thing", "viip"),
    "secret a from file": ("missing", "`from file` needs a path", "file"),
    "secret a from envy": ("type", "`envy` is not an origin", "envy"),
    "network n { subnet 10.0.0.1/24 }": ("type", "`10.0.0.1/24` is not a network", "10.0.0.1/24"),
    "promise survive 1 host for writes": (
        "reserved",
        "`promise` is reserved for proofs that are still to come",
        "promise",
    ),
}

GROUNDED = {
    "host vm1 at 10.0.0.9": ("taken-name", "two statements declare host `vm1`", "vm1"),
    "host vm[1..3] at 10.0.1.[1..3]": (
        "taken-name",
        "two statements declare host `vm1`",
        "vm[1..3]",
    ),
    "pxc a { nodes 3 on vm[1..3]; memory 512X }": ("type", "`512X` is not a size", "512X"),
    "pxc a { nodes 3 on vm[1..3]; memory 1G; memory 2G }": (
        "twice",
        "`pxc` says its memory twice",
        "2G",
    ),
    "pxc a { nodes 3 on vm[1..3]; root 123456 }": (
        "plain-secret",
        "a password is written in the file",
        "123456",
    ),
    'let pw "hunter2"\npxc a { nodes 3 on vm[1..3]; root $pw }': (
        "plain-secret",
        "a password is written in the file",
        "$pw",
    ),
    "pxc a { nodes 3 on vm[1..3]; root secret.rot }": (
        "unknown-name",
        "no secret is called `rot`",
        "secret.rot",
    ),
    "pxc a { nodes 3 on vm[1..3]; pool $pol }": ("unknown-let", "no `let` is called `pol`", "$pol"),
    "pxc a { nodes 4 on vm[1..3] }": (
        "too-few-hosts",
        "4 nodes of `a` and only 3 hosts to stand on",
        "vm[1..3]",
    ),
    "pxc a { nodes 3 on vm[1..3]:9001 }": (
        "misplaced",
        "a pool of hosts has no ports",
        "vm[1..3]:9001",
    ),
    "pxc a[1..2] { nodes x[1..3] on vm[1..3] }": (
        "shared-names",
        "2 clusters cannot share the nodes x[1..3]",
        "x[1..3]",
    ),
    "pxc a { memory 1G }": ("missing", "pxc `a` has no nodes", "a"),
    "pxc a { nodes x[1..2] on vm[1..3] }": ("uneven-ranges", "2 names but 3 places", "vm[1..3]"),
    "pxc vm1 { nodes 3 on vm[1..3] }": ("taken-name", "two things are called `vm1`", "vm1"),
    "pxc a { nodes 3 on vm[1..3] }\nschema s on a { table t by mdo(id) }": (
        "unknown-method",
        "no method is called `mdo`",
        "mdo(id)",
    ),
    "pxc a { nodes 3 on vm[1..3] }\nschema s on a { table t by mod() }": (
        "type",
        "`by mod` takes one column",
        "mod()",
    ),
    "pxc a[1..2] { nodes 3 on vm[1..3] }\nschema s on a[1..2] { table t }": (
        "no-partition",
        "table `t` lies on 2 shards and says no method",
        "t",
    ),
    "pxc a { nodes 3 on vm[1..3] }\nschema s on a { table t by range(id) { rows 0..9 to 4 } }": (
        "bad-partition",
        "there is no shard 4: 1 shard, counted 0 to 0",
        "rows 0..9 to 4",
    ),
    "pxc a { nodes 3 on vm[1..3] }\nschema s on a\nschema r on a as s-a": (
        "taken-name",
        "two shards are called `s-a`",
        "s-a",
    ),
    "haproxy h on vm1 { listen l on 33 to nope }": (
        "unknown-name",
        "no cluster, router, node or external is called `nope`",
        "nope",
    ),
    "haproxy h on vm1 { timeout connect(5) }": (
        "type",
        "`connect(5)` is no timeout",
        "connect(5)",
    ),
    "haproxy h on vm1\nvip v at 10.0.0.9 to h { router 300 }": (
        "vrrp-router",
        "300 is no VRRP router",
        "300",
    ),
    "haproxy h on vm1\nvip v at 10.0.0.9 to h, h": ("twice", "`h` holds `v` twice", "h"),
    "amend host vm1 at 10.0.0.8\namend host vm1 at 10.0.0.9": (
        "amended-twice",
        "two statements amend the address of `vm1`",
        "vm1",
    ),
}


@pytest.mark.parametrize("text", CASES)
def test_a_mistake_is_named_where_it_stands(text: str) -> None:
    assert said(text) == [CASES[text]]


@pytest.mark.parametrize("text", GROUNDED)
def test_a_mistake_among_hosts_is_named_where_it_stands(text: str) -> None:
    found = [one for one in said(GROUND + text) if one[2] != ""]
    assert found[: len(found)] and found[0] == GROUNDED[text]
    assert len({rule for rule, _, _ in found}) == 1


def test_a_name_that_was_dropped_is_told_with_the_drop() -> None:
    report = Report()
    text = GROUND + "haproxy h on vm1\nvip v at 10.0.0.9 to h\ndrop haproxy h\n"
    build(gather([parse(Source("x.dbs", text), report)], report), "x", report)
    (found,) = report
    assert found.title == "no balancer or host is called `h`"
    assert [label.text for label in found.beside] == ["dropped here"]


def test_a_later_file_may_amend_what_an_earlier_one_amended() -> None:
    one = GROUND + "pxc a { nodes 3 on vm[1..3] }\n"
    assert said(one, "amend pxc a { memory 2G }", "amend pxc a { memory 3G }") == []


def test_an_amend_replaces_a_slot_whole_and_leaves_the_rest() -> None:
    report = Report()
    texts = [
        GROUND + "pxc a { nodes 3 on vm[1..3]; memory 2G; gcache 1G }\n",
        "amend pxc a { memory 4G }",
    ]
    trees = [parse(Source(f"{index}", text), report) for index, text in enumerate(texts)]
    topology = build(gather(trees, report), "x", report)
    assert not list(report)
    assert (topology.clusters[0].memory, topology.clusters[0].gcache) == (4 << 30, 1 << 30)
    assert topology.clusters[0].origins["memory"].span.source.name == "1"


def test_defaults_are_inherited_nearest_first() -> None:
    report = Report()
    text = GROUND + (
        "defaults cluster { memory 3G; pool 1..9 }\n"
        "defaults pxc { memory 5G }\n"
        "pxc a { nodes 3 on vm[1..3] }\n"
        "pxc b { nodes 3 on vm[1..3]; memory 7G }\n"
        "replication c { nodes 2 on vm[1..3] }\n"
    )
    topology = build(gather([parse(Source("x", text), report)], report), "x", report)
    assert [c.memory >> 30 for c in topology.clusters] == [5, 7, 3]
    assert [c.pool.high for c in topology.clusters] == [9, 9, 9]
    assert [c.origins["memory"].how for c in topology.clusters] == ["default", "said", "default"]
