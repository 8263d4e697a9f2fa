"""Laws of bundles: addresses, counts, agreement of holders, order, overlays, the same bytes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from dbstackc.model.topology import Topology
from tests.laws.bundles import compiled
from tests.laws.topologies import Drawn, topologies

ROOT = Path(__file__).resolve().parents[2]

FOUR_HOSTS = "samples/four-hosts/four-hosts.dbs"

ADDRESS = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")

OUR_OWN = {"127.0.0.1", "127.0.0.2", "0.0.0.0", "127.0.0.11"}
"""Loopback, where HAProxy is asked, any address, and Docker's own name server."""


def addresses(topology: Topology) -> set[str]:
    """Return every address that the topology speaks of."""
    found = {host.address for host in topology.hosts}
    found |= {external.address for external in topology.externals}
    found |= {vip.address for vip in topology.vips}
    for network in topology.networks:
        for subnet in (network.subnet, network.pool, network.gateway):
            found |= {subnet.split("/")[0]} if subnet else set()
    found |= {each.pool.split("/")[0] for each in topology.deployments if each.pool}
    for engine in topology.engines:
        found |= {pool.split("/")[0] for pool in engine.pools}
    for firewall in topology.firewalls:
        found |= {each.split("/")[0] for each in (*firewall.admin, *firewall.clients)}
    placed = [*topology.nodes, *topology.routers, *topology.balancers, *topology.services]
    placed += topology.panels
    return found | {thing.address for thing in placed if thing.address}


@given(topologies())
def test_every_address_of_a_bundle_is_one_of_the_topology(drawn: Drawn) -> None:
    topology, files = compiled(drawn.text)
    known = addresses(topology) | OUR_OWN
    for path, text in files.items():
        if not path.endswith((".md", ".json", ".sh")):
            text = re.sub(r"\b1\.6\.7\.\d\b", "", text)  # a version that looks like an address
            assert set(ADDRESS.findall(text)) <= known, path


@given(topologies())
def test_a_partition_count_is_the_number_of_shards_in_every_file(drawn: Drawn) -> None:
    topology, files = compiled(drawn.text)
    for path, text in files.items():
        if not path.endswith("/rule.xml"):
            continue
        schema = files[path.replace("rule.xml", "schema.xml")]
        rules = dict(re.findall(r'<tableRule name="([^"]+)">.*?<algorithm>([^<]+)<', text, re.S))
        for nodes, rule in re.findall(r'dataNode="([^"]+)"[^>]* rule="([^"]+)"', schema):
            function = re.search(
                rf'<function name="{re.escape(rules[rule])}"[^>]*?(?:/>|>.*?</function>)',
                text,
                re.S,
            )
            assert function is not None
            count = re.search(r'name="(?:count|totalBuckets)">(\d+)<', function[0])
            if count is not None:
                assert int(count[1]) == len(nodes.split(","))
    assert topology.hosts


@given(topologies())
def test_holders_of_a_vip_agree_on_everything_but_priority_and_address(drawn: Drawn) -> None:
    _, files = compiled(drawn.text)
    held: dict[str, list[dict[str, str]]] = {}
    for path, text in files.items():
        if "/keepalived/" not in path or not path.endswith(".conf"):
            continue
        for name, body in re.findall(r"vrrp_instance (\S+) \{\n(.*?)\n\}", text, re.S):
            held.setdefault(name, []).append(
                {
                    word: " ".join(value.split())
                    for word, value in re.findall(r"^    (\w+)(?: (.*?))?$", body, re.M)
                    if word
                }
            )
    for instances in held.values():
        assert len({instance["priority"] for instance in instances}) == len(instances)
        for word in ("virtual_router_id", "advert_int", "version", "state", "interface"):
            assert len({instance.get(word) for instance in instances}) == 1


@given(topologies())
def test_the_same_text_gives_the_same_bytes(drawn: Drawn) -> None:
    assert compiled(drawn.text)[1] == compiled(drawn.text)[1]


def test_the_same_text_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    seen = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai"), ("4242", "America/New_York")):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "dbstackc", "build", FOUR_HOSTS, "-o", str(out)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
            check=True,
            capture_output=True,
        )
        files = sorted(path for path in out.rglob("*") if path.is_file())
        seen.add(json.dumps([(str(p.relative_to(out)), p.read_text()) for p in files]))
    assert len(seen) == 1


NAMED = """host vm[1..5] at 10.1.0.[11..15]
secret root, sst, rep, app, stats from env
defaults cluster { root secret.root; user app with secret.app }
pxc g { nodes gn[1..3] on vm[1..3]:9001; sst secret.sst }
replication r { source rs on vm4:9101; replicas rr on vm5:9101; follow as f with secret.rep }
schema shop on g, r { table t by mod(id) }
mycat m[1..2] on vm[4..5] { user app with secret.app for shop }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..2] }
vip db at 10.1.0.99/24 to h[1..2]"""


@given(st.permutations(NAMED.split("\n")))
def test_the_order_of_statements_orders_only_what_is_ordered_by_nature(lines: list[str]) -> None:
    def settled(files: dict[str, str]) -> dict[str, list[str]]:
        kept = {p: t for p, t in files.items() if not p.endswith(("map.json", "manifest.json"))}
        return {path: sorted(text.split("\n")) for path, text in kept.items()}

    first = settled(compiled("dbs 1\n" + NAMED + "\n")[1])
    assert settled(compiled("dbs 1\n" + "\n".join(lines) + "\n")[1]) == first


@given(topologies())
def test_an_empty_overlay_is_no_overlay(drawn: Drawn) -> None:
    def bare(files: dict[str, str]) -> dict[str, str]:
        return {p: t for p, t in files.items() if not p.endswith(("map.json", "manifest.json"))}

    assert bare(compiled(drawn.text)[1]) == bare(compiled(drawn.text, "dbs 1\n")[1])


AMENDS = [
    "amend pxc g { memory 3G }",
    "amend pxc g { gcache 1G }",
    "amend host vm1 at 10.1.0.77",
    "amend haproxy h1 { maxconn 99 }",
    "amend mycat m1 { memory 3G }",
]


@given(st.permutations(AMENDS), st.integers(2, len(AMENDS)))
def test_amends_of_different_slots_commute(amends: list[str], count: int) -> None:
    def bare(*texts: str) -> dict[str, str]:
        files = compiled("dbs 1\n" + NAMED + "\n", *texts)[1]
        return {p: t for p, t in files.items() if not p.endswith(("map.json", "manifest.json"))}

    chosen = amends[:count]
    assume(chosen != sorted(chosen))
    assert bare("\n".join(chosen)) == bare("\n".join(sorted(chosen)))
