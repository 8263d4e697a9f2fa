"""What rules about the ground say beyond their examples: counts, levels, echoes, near misses."""

from pathlib import Path

import pytest

from dbstackc.base.diagnostic import Diagnostic, Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.work.compile import compile_source

HOSTS = """
secret root, sst, app, follow from env
host vm[1..5] at 10.0.0.[1..5]
defaults cluster { root secret.root; user app with secret.app }
defaults pxc { sst secret.sst }
defaults replication { follow as f with secret.follow }
"""


def found(rule: str, text: str) -> list[Diagnostic]:
    """Return what one rule says of a topology that is built without an error."""
    report = Report()
    compile_source(Source("t.dbs", HOSTS + text), Path(), report, select=[rule])
    assert not [each for each in report if each.rule != rule], list(report)
    return list(report)


@pytest.mark.parametrize(
    ("weights", "even"),
    [
        ("1, 1, 1, 1", True),
        ("1, 1, 1", False),
        ("3, 2, 2, 1", True),
        ("1, 1, 1, 0", False),
        ("5, 3, 3, 3", False),
        ("3, 1, 1, 1", False),
    ],
)
def test_votes_are_even_where_a_half_can_be_had(weights: str, even: bool) -> None:
    number = weights.count(",") + 1
    text = f"pxc a {{ nodes a[1..{number}] on vm[1..{number}]; weight {weights} }}"
    assert bool(found("even-votes", text)) is even


def test_a_node_that_no_majority_is_without_is_another_mistake_than_a_tie() -> None:
    text = "pxc a { nodes a[1..4] on vm[1..4]; weight 3, 1, 1, 1 }"
    assert not found("even-votes", text)
    assert len(found("dominating-weight", text)) == 1


@pytest.mark.parametrize(("weight", "errors"), [("254", 0), ("255", 1), ("0", 1)])
def test_galera_takes_weights_below_255(weight: str, errors: int) -> None:
    text = f"pxc a {{ nodes a[1..3] on vm[1..3]; weight {weight} }}"
    assert len(found("weight-out-of-range", text)) == errors


def test_defaults_say_weights_too() -> None:
    text = "defaults pxc { weight 2, 1, 1 }\npxc a { nodes a[1..3] on vm[1..3] }"
    (finding,) = found("dominating-weight", text)
    assert finding.primary is not None and finding.primary.span.text == "2, 1, 1"


def test_what_two_clusters_inherit_is_one_mistake() -> None:
    text = """
    defaults cluster { memory 512M; connections 3000; root secret.root }
    pxc a { nodes a[1..3] on vm[1..3]:9001 }
    pxc b { nodes b[1..3] on vm[1..3]:9002 }
    """
    assert len(found("connections-outgrow-memory", text)) == 1


def test_a_patterned_statement_is_one_mistake() -> None:
    assert len(found("too-few-votes", "pxc a[1..20] { nodes 2 on vm[1..5] from 9001 }")) == 1


def test_a_lost_second_of_commits_is_graver_where_one_node_has_them() -> None:
    (galera,) = found("not-durable", "pxc a { nodes 3 on vm[1..3]; durable no }")
    (source,) = found("not-durable", "replication a { nodes 3 on vm[1..3]; durable no }")
    assert (galera.level, source.level) == (Level.ADVICE, Level.WARNING)


def test_hosts_with_one_address_are_a_warning_and_a_shared_vip_is_an_error() -> None:
    (hosts,) = found("address-taken", "host twin at 10.0.0.1")
    assert hosts.level == Level.WARNING
    vips = """
    vip one at 10.0.0.9 to vm1, vm2
    vip two at 10.0.0.9 to vm3, vm4
    """
    (vip,) = found("address-taken", vips)
    assert vip.level == Level.ERROR


def test_a_bridge_gives_the_same_address_on_each_host() -> None:
    text = """
    network inner { subnet 10.20.0.0/24 }
    external legacy at 10.9.0.1:3306
    haproxy h[1..2] at 10.20.0.7 in inner on vm[1..2] { listen sql on 3306 to legacy }
    """
    assert not found("address-taken", text)
    assert found("address-taken", text.replace("on vm[1..2] {", "on vm1 {"))


def test_the_first_address_of_a_subnet_is_the_gateways() -> None:
    text = """
    network inner { subnet 10.20.0.0/24 }
    external legacy at 10.9.0.1:3306
    haproxy h1 at 10.20.0.1 in inner on vm1 { listen sql on 3306 to legacy }
    """
    (finding,) = found("address-taken", text)
    assert "gateway" in finding.title


def test_sources_are_spread_by_the_compiler_and_nobody_is_told_to() -> None:
    text = "replication a[1..40] { nodes 3 on vm[1..5] from 9001 }"
    assert not found("sources-on-one-host", text)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("server-id=7", Level.ERROR),
        ("loose_server_id = 7", Level.ERROR),
        ("wsrep-cluster-address = gcomm://", Level.ERROR),
        ("binlog_format = MIXED", Level.WARNING),
        ("wsrep_slave_threads = 8", None),
        ("# server_id = 7", None),
        ("[mysqld]", None),
    ],
)
def test_verbatim_lines_are_read_as_far_as_they_overrule(line: str, level: Level | None) -> None:
    text = f'pxc a {{ nodes a[1..3] on vm[1..3]; verbatim "{line}" }}'
    assert [each.level for each in found("verbatim-overrules", text)] == ([level] if level else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mysql", True),
        ("registry:5000/mysql", True),
        ("mysql:latest", True),
        ("mysql:8.4.10", False),
        ("registry:5000/mysql:8.4.10", False),
        ("mysql@sha256:" + "0" * 64, False),
    ],
)
def test_an_image_is_pinned_by_a_tag_or_a_digest(text: str, told: bool) -> None:
    cluster = f'replication a {{ nodes 3 on vm[1..3]; version 8.4; image "{text}" }}'
    assert bool(found("unpinned-image", cluster)) is told


@pytest.mark.parametrize(
    ("image", "level"),
    [
        ("mysql:5.7.44", Level.WARNING),
        ("mysql:8.0.43", Level.ADVICE),
        ("mysql:8.4.10", None),
        ("mysql:9.7.1", None),
        ("mariadb:10.4", Level.WARNING),
        ("mariadb:10.11.9", None),
        ("mariadb:11.1", Level.WARNING),
        ("mariadb:11.4", None),
    ],
)
def test_series_end(image: str, level: Level | None) -> None:
    text = f'replication a {{ nodes 3 on vm[1..3]; image "{image}" }}'
    assert [each.level for each in found("end-of-life", text)] == ([level] if level else [])


def test_ports_are_taken_whoever_asks() -> None:
    text = """
    pxc a { nodes a[1..3] on vm[1..3]:9001 }
    external legacy at 10.9.0.1:3306
    haproxy h1 on vm1 { stats "/" on 19001; listen sql on 9001 to legacy }
    """
    titles = sorted(each.title for each in found("port-taken", text))
    assert titles == [
        "port 19001 of 10.0.0.1 is taken twice",
        "port 9001 of 10.0.0.1 is taken twice",
    ]
