"""Laws of MyCat's files: drawn stacks start, and say what the model says."""

from xml.etree import ElementTree

from hypothesis import given

from dbstackc.base.report import Report
from dbstackc.emit.load import load
from dbstackc.model.partition import read
from dbstackc.model.single import single
from dbstackc.model.topology import Table, Topology
from tests.laws.test_topology import topology_of
from tests.laws.topologies import Drawn, topologies


def folders(topology: Topology) -> dict[str, dict[str, str]]:
    """Return the texts of each router's files, by router and name."""
    report = Report()
    target = load("mycat").TARGET
    found: dict[str, dict[str, str]] = {router.name: {} for router in topology.routers}
    for artifact in map(target.write, target.lower(topology, report)):
        _, _, _, router, name = artifact.path.split("/")
        found[router][name] = artifact.text
    assert not report.has_errors, [said.title for said in report]
    return found


def tables(topology: Topology) -> dict[tuple[str, str], Table]:
    """Return the tables by schema and name, upper case as the engine has them."""
    return {
        (schema.name, table.name.upper()): table
        for schema in topology.schemas
        for table in schema.tables
    }


@given(topologies())
def test_the_engine_would_start_with_every_routers_files(drawn: Drawn) -> None:
    built = topology_of(drawn.text)
    for topology in (built, single(built)):
        for files in folders(topology).values():
            started = dict(files)
            if "sequence_conf.start.properties" in files:
                started["sequence_conf.properties"] = files["sequence_conf.start.properties"]
            verdict = load("mycat.loader").load(started)
            assert verdict.accepted, (verdict.reason, verdict.where)


@given(topologies())
def test_every_shard_of_a_table_appears_once_and_in_order(drawn: Drawn) -> None:
    topology = topology_of(drawn.text)
    for files in folders(topology).values():
        root = ElementTree.fromstring(files["schema.xml"])
        nodes = [node.get("name") for node in root.iter("dataNode")]
        assert nodes == [shard.name for shard in topology.shards]
        said = {
            (str(schema.get("name")), str(table.get("name")).upper()): str(table.get("dataNode"))
            for schema in root.iter("schema")
            for table in schema.iterfind("table")
        }
        assert said == {
            key: ",".join(shard.name for shard in table.shards)
            for key, table in tables(topology).items()
        }


@given(topologies())
def test_a_function_counts_the_shards_of_every_table_that_uses_it(drawn: Drawn) -> None:
    topology = topology_of(drawn.text)
    for files in folders(topology).values():
        rules = ElementTree.fromstring(files["rule.xml"])
        schemas = ElementTree.fromstring(files["schema.xml"])
        for (schema, name), table in tables(topology).items():
            if table.partition is None:
                continue
            path = f"schema[@name='{schema}']/table[@name='{name.lower()}']"
            (element,) = schemas.iterfind(path)
            (rule,) = rules.iterfind(f"tableRule[@name='{element.get('rule')}']/rule")
            assert rule.findtext("columns") == table.column
            (function,) = rules.iterfind(f"function[@name='{rule.findtext('algorithm')}']")
            settings = {str(each.get("name")): each.text or "" for each in function}
            made = read(str(function.get("class")), settings, files=files, shards=len(table.shards))
            assert made.partition_num == table.partition.partition_num <= len(table.shards)


@given(topologies())
def test_every_address_is_one_of_the_topology(drawn: Drawn) -> None:
    topology = topology_of(drawn.text)
    known = {host.address for host in topology.hosts}
    known |= {address for node in topology.nodes for address in (node.name, node.address or "")}
    for files in folders(topology).values():
        for end in ElementTree.fromstring(files["schema.xml"]).iter():
            if url := end.get("url"):
                assert url.rpartition(":")[0] in known


@given(topologies())
def test_no_two_routers_number_rows_alike(drawn: Drawn) -> None:
    topology = topology_of(drawn.text)
    found = folders(topology)
    by_clock = [
        (router.sequence, text)
        for router in topology.routers
        for name, text in found[router.name].items()
        if router.sequence in ("time", "snowflake") and name.startswith("sequence_")
    ]
    assert len(set(by_clock)) == len(by_clock)


@given(topologies())
def test_the_same_topology_gives_the_same_files(drawn: Drawn) -> None:
    assert folders(topology_of(drawn.text)) == folders(topology_of(drawn.text))
