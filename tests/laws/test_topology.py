"""Laws of the topology: drawn stacks compile, and what follows from them holds."""

from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.language.program import gather
from dbstackc.model.build import build
from dbstackc.model.export import to_json
from dbstackc.model.single import single
from dbstackc.model.topology import Topology
from dbstackc.syntax.parse import parse
from tests.laws.topologies import Drawn, topologies


def topology_of(*texts: str) -> Topology:
    """Build a topology; fail with its first error."""
    report = Report()
    trees = [parse(Source(f"{index}.dbs", text), report) for index, text in enumerate(texts)]
    built = build(gather(trees, report), "stack", report)
    found = [f"{d.rule}: {d.title} ({d.primary and d.primary.span})" for d in report]
    assert not found, found
    return built


@given(topologies())
def test_every_drawn_topology_builds_without_a_word(drawn: Drawn) -> None:
    topology_of(drawn.text)
    if drawn.overlay:
        topology_of(drawn.text, drawn.overlay)


@given(topologies())
def test_server_ids_and_names_are_unique(drawn: Drawn) -> None:
    topology = topology_of(drawn.text)
    nodes = list(topology.nodes)
    ids = [node.server_id for node in nodes if node.role != "arbiter"]
    assert len(ids) == len(set(ids)) and all(0 < number < 2**32 for number in ids)
    assert len({node.name for node in nodes}) == len(nodes)


@given(topologies())
def test_a_partition_counts_the_shards_of_its_table(drawn: Drawn) -> None:
    for schema in topology_of(drawn.text).schemas:
        for table in schema.tables:
            if table.partition is not None:
                assert table.partition.partition_num <= len(table.shards)


@given(topologies())
def test_holders_of_a_vip_have_distinct_priorities(drawn: Drawn) -> None:
    for vip in topology_of(drawn.text).vips:
        priorities = [holder.priority for holder in vip.holders]
        assert priorities == sorted(set(priorities), reverse=True)
        assert all(1 <= priority <= 254 for priority in priorities)


@given(topologies())
def test_every_value_knows_where_it_comes_from(drawn: Drawn) -> None:
    topology = topology_of(drawn.text)
    for cluster in topology.clusters:
        for field in ("image", "pool", "memory", "connections", "durable"):
            assert field in cluster.origins
        for node in cluster.nodes:
            assert {"name", "host", "port"} <= node.origins.keys()


@given(topologies())
def test_one_machine_keeps_everything_apart(drawn: Drawn) -> None:
    topology = single(topology_of(drawn.text))
    placed = [*topology.nodes, *topology.routers, *topology.balancers]
    addresses = [thing.address for thing in placed]
    assert len(set(addresses)) == len(addresses)
    ports = [thing.port for thing in placed if thing.port]
    ports += [outer for balancer in topology.balancers for outer, _ in balancer.publish]
    assert len(set(ports)) == len(ports)
    assert {thing.host.name for thing in placed} <= {"local"}


POOL = "dbs 1\nhost vm[1..{hosts}] at 10.0.1.[1..{hosts}] in z[{zones}]\n"


@given(
    hosts=st.integers(3, 12),
    zones=st.integers(3, 6),
    sizes=st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=12),
    more=st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=4),
)
def test_what_is_appended_moves_no_node_and_no_port(
    hosts: int, zones: int, sizes: list[int], more: list[int]
) -> None:
    names = ", ".join(str(index % zones) for index in range(hosts))
    text = POOL.format(hosts=hosts, zones=names)
    for index, size in enumerate(sizes):
        text += f"replication a{index} {{ nodes {size} on vm[1..{hosts}] from 9001 }}\n"
    before = {n.name: (n.host.name, n.port, n.server_id) for n in topology_of(text).nodes}
    text += "host extra[1..2] at 10.0.2.[1..2] in y[1..2]\n"
    for index, size in enumerate(more):
        pool = f"vm[1..{hosts}], extra[1..2]"
        text += f"pxc b{index} {{ nodes {size} on {pool} from 9001 }}\n"
    after = {n.name: (n.host.name, n.port, n.server_id) for n in topology_of(text).nodes}
    assert before.items() <= after.items()


@given(
    hosts=st.integers(3, 12),
    zones=st.integers(3, 12),
    clusters=st.integers(1, 30),
    size=st.integers(1, 3),
)
def test_placement_keeps_nodes_apart_and_load_even(
    hosts: int, zones: int, clusters: int, size: int
) -> None:
    zones = min(zones, hosts)
    names = ", ".join(str(index % zones) for index in range(hosts))
    text = POOL.format(hosts=hosts, zones=names)
    text += f"replication c[1..{clusters}] {{ nodes {size} on vm[1..{hosts}] from 9001 }}\n"
    topology = topology_of(text)
    load = {host.name: 0 for host in topology.hosts}
    for cluster in topology.clusters:
        places = [node.host for node in cluster.nodes]
        assert len({host.name for host in places}) == size
        assert len({host.zone for host in places}) == size
        for host in places:
            load[host.name] += 1
    if hosts % zones == 0:
        assert max(load.values()) - min(load.values()) <= 1


@given(topologies())
def test_the_json_of_a_model_is_plain_and_repeatable(drawn: Drawn) -> None:
    import json

    first = json.dumps(to_json(topology_of(drawn.text)))
    assert first == json.dumps(to_json(topology_of(drawn.text)))
