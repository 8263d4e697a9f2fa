"""schema.xml: what each cluster becomes, how MyCat sees its state, and where tables lie."""

import dataclasses
from xml.etree import ElementTree

import pytest

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.model.topology import Topology
from tests.unit.mycat.stacks import HEAD, ROUTER, SHOP, conf, emit, shop, topology

TABLES = """
  table customer by copy
  table orders by mod(cid) { primary id; auto yes
    table item by parent(order_id) to id { primary item_id } }
  table solo on b
"""


def schema(
    built: Topology, router: str = "m1", report: Report | None = None
) -> ElementTree.Element:
    """Return the root of a router's schema.xml."""
    return ElementTree.fromstring(conf(emit(built, report), router)["schema.xml"])


def cluster(text: str, name: str, report: Report | None = None) -> ElementTree.Element:
    """Return the dataHost of a cluster that holds the only shard."""
    built = topology(f"{text}\nschema shop on {name} as dn1 {{ table t }}\n{ROUTER}")
    (host,) = schema(built, report=report).iter("dataHost")
    return host


def said(report: Report, rule: str) -> list[str]:
    """Return the titles under a rule."""
    return [found.title for found in report if found.rule == rule]


def test_galera_is_watched_by_its_own_state() -> None:
    host = cluster("pxc a { nodes an[1..3] on vm[1..3]:9001 }", "a")
    assert host.attrib == {
        "name": "a",
        "maxCon": host.get("maxCon"),
        "minCon": host.get("minCon"),
        "balance": "1",
        "writeType": "0",
        "switchType": "3",
        "slaveThreshold": "-1",
        "tempReadHostAvailable": "0",
        "maxRetryCount": "3",
        "dbType": "mysql",
        "dbDriver": "native",
    }
    assert host.findtext("heartbeat") == "show status like 'wsrep%'"
    ends = [(end.tag, end.get("host"), end.get("url")) for end in host.iter() if end.get("url")]
    assert ends == [("writeHost", f"an{n}", f"10.0.0.{n}:9001") for n in (1, 2, 3)]


def test_replication_has_one_writer_and_replicas_of_known_lag() -> None:
    host = cluster("replication r { source s on vm1:1; replicas q[1..2] on vm[2..3]:1 }", "r")
    assert [host.get(name) for name in ("balance", "switchType", "slaveThreshold")] == [
        "3",
        "2",
        "30",
    ]
    assert host.findtext("heartbeat") == "show slave status"
    (writer,) = host.findall("writeHost")
    assert [reader.get("host") for reader in writer] == ["q1", "q2"]
    assert host.get("tempReadHostAvailable") == "1"


@pytest.mark.parametrize("image", ["mariadb:11.4", "mysql:8.0.43"])
def test_servers_that_answer_the_question_are_asked(image: str) -> None:
    report = Report()
    text = f'replication r {{ image "{image}"; source s on vm1:1; replicas q on vm2:1 }}'
    assert cluster(text, "r", report).findtext("heartbeat") == "show slave status"
    assert not said(report, "mycat/lag-unseen")


def test_servers_that_do_not_are_not_and_it_is_said() -> None:
    report = Report()
    text = 'replication r { image "mysql:8.4.10"; source s on vm1:1; replicas q on vm2:1 }'
    host = cluster(text, "r", report)
    assert host.findtext("heartbeat") == "select user()"
    assert [host.get(name) for name in ("switchType", "slaveThreshold")] == ["-1", "-1"]
    (advice,) = [found for found in report if found.rule == "mycat/lag-unseen"]
    assert advice.level is Level.ADVICE


def test_a_lone_node_is_read_from() -> None:
    assert cluster("pxc a { nodes an on vm1:9001 }", "a").get("balance") == "0"
    assert cluster("replication r { source s on vm1:1 }", "r").get("balance") == "0"


def test_a_password_is_a_hole_and_no_wildcard_is_written() -> None:
    artifacts = emit(shop(TABLES))
    for path, artifact in artifacts.items():
        if path.endswith("schema.xml"):
            root = ElementTree.fromstring(artifact.text)
            ends = [end for end in root.iter() if end.get("url")]
            assert {end.get("password") for end in ends} == {"@@secret.app@@"}
            assert {end.get("user") for end in ends} == {"app"}
        assert "whitehost" not in artifact.text
        assert artifact.escape == ("xml" if "@@secret" in artifact.text else "")


def test_a_table_has_a_rule_or_is_global_or_lies_on_one_shard() -> None:
    tables = schema(shop(TABLES)).findall("schema/table")
    assert [dict(table.attrib) for table in tables] == [
        {"name": "customer", "dataNode": "dn1,dn2,dn3", "type": "global"},
        {
            "name": "orders",
            "dataNode": "dn1,dn2,dn3",
            "rule": "mod_3_cid",
            "primaryKey": "id",
            "autoIncrement": "true",
        },
        {"name": "solo", "dataNode": "dn2"},
    ]
    (child,) = tables[1]
    assert child.attrib == {
        "name": "item",
        "joinKey": "order_id",
        "parentKey": "id",
        "primaryKey": "item_id",
    }


def test_children_nest() -> None:
    built = shop(TABLES)
    (old,) = built.schemas
    orders = old.tables[1]
    (item,) = orders.children
    deeper = dataclasses.replace(item, name="Part", parent="item", parent_column="item_id")
    orders = dataclasses.replace(orders, children=(dataclasses.replace(item, children=(deeper,)),))
    changed = dataclasses.replace(old, tables=(orders,))
    root = schema(dataclasses.replace(built, schemas=(changed,)))
    assert root.find("schema/table/childTable/childTable[@name='part']") is not None


def test_shards_lie_on_clusters_and_clusters_without_are_left_out() -> None:
    root = schema(shop(TABLES, on="a, b"))
    assert [tuple(node.attrib.values()) for node in root.iter("dataNode")] == [
        ("dn1", "a", "shop"),
        ("dn2", "b", "shop"),
    ]
    assert [host.get("name") for host in root.iter("dataHost")] == ["a", "b"]


def test_a_limit_and_a_fallback_are_said() -> None:
    text = f"{SHOP}schema shop on a, b as dn[1..2] {{ limit 100; fallback b; table t by copy }}"
    (found,) = schema(topology(f"{text}\n{ROUTER}")).findall("schema")
    assert (found.get("sqlMaxLimit"), found.get("dataNode")) == ("100", "dn2")
    (plain,) = schema(shop(TABLES)).findall("schema")
    assert (plain.get("sqlMaxLimit"), plain.get("dataNode")) == ("-1", None)
    assert plain.get("checkSQLschema") == "true"


def test_the_pool_has_a_connection_for_each_database() -> None:
    schemas = "\n".join(f"schema s{n} on a as x{n} {{ table t }}" for n in range(5))
    text = "pxc a { nodes an[1..3] on vm[1..3]:9001; pool %s }\n" + schemas
    router = "\nmycat m1 on vm1 { user web with secret.app for s0 }"
    wide = schema(topology(text % "2..50" + router)).find("dataHost")
    assert wide is not None and (wide.get("minCon"), wide.get("maxCon")) == ("5", "50")
    report = Report()
    tight = schema(topology(text % "1..3" + router), report=report).find("dataHost")
    assert tight is not None and (tight.get("minCon"), tight.get("maxCon")) == ("5", "5")
    assert said(report, "mycat/pool-too-small")


def test_each_router_reaches_nodes_by_the_way_it_has() -> None:
    head = HEAD + "network inner { driver overlay; attachable yes }\n"
    text = (
        "pxc a { nodes an[1..3] on vm[1..3]:9001; network inner }\n"
        "schema shop on a as dn1 { table t }\n"
    )
    near = "mycat near on vm3 in inner { user web with secret.app for shop }\n"
    built = topology(text + near + ROUTER, head)
    urls = {
        name: [end.get("url") for end in schema(built, name).iter("writeHost")]
        for name in ("near", "m1", "m2")
    }
    assert urls["near"] == ["an1:3306", "an2:3306", "an3:3306"]
    assert urls["m1"] == urls["m2"] == ["10.0.0.1:9001", "10.0.0.2:9001", "10.0.0.3:9001"]


def test_routers_of_one_sight_share_the_text() -> None:
    texts = [a.text for path, a in emit(shop(TABLES)).items() if path.endswith("schema.xml")]
    assert len(texts) == 2 and texts[0] is texts[1]


def test_an_ipv6_backend_cannot_be_said() -> None:
    built = shop(TABLES)
    far = dataclasses.replace(built.hosts[3], address="fd00::4")
    nodes = tuple(
        dataclasses.replace(node, host=far) if node.host.name == "vm4" else node
        for node in built.clusters[1].nodes
    )
    moved = dataclasses.replace(built.clusters[1], nodes=nodes)
    shards = {
        s.name: dataclasses.replace(s, cluster=moved if s.cluster.name == "b" else s.cluster)
        for s in built.shards
    }
    (old,) = built.schemas
    changed = dataclasses.replace(old, shards=tuple(shards.values()))
    clusters = (built.clusters[0], moved, built.clusters[2])
    report = Report()
    emit(dataclasses.replace(built, schemas=(changed,), clusters=clusters), report)
    assert said(report, "cannot-express") == ["MyCat cannot reach `bn3` at an IPv6 address"]


def test_mysql_9_cannot_be_logged_in_to() -> None:
    report = Report()
    cluster('replication r { image "mysql:9.7.1"; source s on vm1:1 }', "r", report)
    assert said(report, "cannot-express") == ["MyCat cannot log in to `r`"]


def test_what_would_not_start_or_store_rows_twice_is_refused() -> None:
    built = shop(TABLES)
    (old,) = built.schemas
    customer, orders, solo = old.tables
    bad = dataclasses.replace(
        old,
        tables=(
            dataclasses.replace(orders, partition=None),
            dataclasses.replace(solo, shards=orders.shards),
            dataclasses.replace(customer, auto=True, primary=None),
            dataclasses.replace(
                orders,
                children=(dataclasses.replace(orders.children[0], column=None),),
            ),
        ),
    )
    empty = dataclasses.replace(old, name="empty", tables=())
    report = Report()
    emit(dataclasses.replace(built, schemas=(bad, empty)), report)
    assert {found.rule for found in report} == {
        "mycat/no-rule",
        "mycat/no-primary",
        "mycat/no-key",
        "mycat/no-table",
    }
    assert len(said(report, "mycat/no-rule")) == 2
    assert report.has_errors


def test_doc_comments_are_carried() -> None:
    stack = f"## the east -- side\n{SHOP.strip()}\nschema shop on a as dn1 {{ table t }}\n{ROUTER}"
    assert "<!-- the east - - side -->" in conf(emit(topology(stack)), "m1")["schema.xml"]


def test_each_line_leads_to_its_words() -> None:
    (artifact,) = [a for path, a in emit(shop(TABLES)).items() if path.endswith("m1/schema.xml")]
    lines = artifact.text.splitlines()
    at = next(n for n, line in enumerate(lines, 1) if 'host="bn2"' in line)
    span = [span for line, span in artifact.trace if line <= at][-1]
    assert span.text == "vm[2..4]:9002"
