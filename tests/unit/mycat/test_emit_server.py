"""server.xml, the sequences, and what a router starts with."""

import dataclasses
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dbstackc.base.report import Report
from dbstackc.model.topology import Topology
from targets.mycat.properties import escape
from tests.engines.need import need
from tests.unit.mycat.stacks import ROUTER, conf, emit, shop

TABLES = "table orders by mod(cid) { primary id; auto yes }"


def routed(line: str) -> Topology:
    """Return a stack whose routers have one more line."""
    return shop(TABLES, ROUTER.replace("{ user", f"{{ {line}; user"))


def settings(files: dict[str, str]) -> dict[str, str]:
    """Return the settings of a server.xml; the last of a name holds."""
    root = ElementTree.fromstring(files["server.xml"])
    return {str(each.get("name")): each.text or "" for each in root.iterfind("system/property")}


def test_what_must_not_be_left_to_its_default_is_said() -> None:
    said = settings(conf(emit(shop(TABLES)), "m2"))
    assert (
        said
        | {
            "serverPort": "8066",
            "managerPort": "9066",
            "mycatNodeId": "2",
            "charset": "utf8mb4",
            "useHandshakeV10": "1",
            "useGlobleTableCheck": "0",
            "nonePasswordLogin": "0",
            "processorBufferPoolType": "0",
            "processors": "4",
            "bufferPoolPageNumber": "128",
        }
        == said
    )
    assert said["sequnceHandlerType"] == said["sequenceHandlerType"] == "2"


def test_users_have_a_password_and_schemas() -> None:
    router = (
        "mycat m1 on vm1 { user web with secret.app for shop, stock\n"
        "user eye with secret.ops for stock as reader }\n"
    )
    built = shop("table t by copy\n}\nschema stock on a as s1 { table u", router)
    root = ElementTree.fromstring(conf(emit(built), "m1")["server.xml"])
    found = {
        user.get("name"): {each.get("name"): each.text for each in user}
        for user in root.iter("user")
    }
    assert found == {
        "web": {
            "password": "@@secret.app@@",
            "schemas": "shop,stock",
            "defaultSchema": "shop",
            "readOnly": "false",
        },
        "eye": {
            "password": "@@secret.ops@@",
            "schemas": "stock",
            "defaultSchema": "stock",
            "readOnly": "true",
        },
    }
    assert [child.tag for child in root] == ["system", "user", "user"]


def test_nobody_to_log_in_is_an_error() -> None:
    built = shop(TABLES)
    lonely = dataclasses.replace(built.routers[0], users=())
    report = Report()
    emit(dataclasses.replace(built, routers=(lonely,)), report)
    assert [found.rule for found in report] == ["mycat/no-user"]


@pytest.mark.parametrize(("failover", "period"), [("default", "2000"), ("fast", "1000")])
def test_nodes_are_asked_as_often_as_failover_wants(failover: str, period: str) -> None:
    built = shop(TABLES)
    clusters = tuple(dataclasses.replace(c, failover=failover) for c in built.clusters)
    said = settings(conf(emit(dataclasses.replace(built, clusters=clusters)), "m1"))
    assert said["dataNodeHeartbeatPeriod"] == period


def test_a_great_many_nodes_are_asked_more_slowly() -> None:
    built = shop(TABLES)
    many = dataclasses.replace(built, clusters=built.clusters * 1000)
    assert settings(conf(emit(many), "m1"))["dataNodeHeartbeatPeriod"] == "9000"


@pytest.mark.parametrize(
    ("sequence", "kind", "file", "first", "second"),
    [
        ("time", "2", "sequence_time_conf.properties", "WORKID=0", "WORKID=1"),
        ("snowflake", "3", "sequence_distributed_conf.properties", "INSTANCEID=0", "INSTANCEID=1"),
        ("database", "1", "sequence_db_conf.properties", "ORDERS=dn1", "ORDERS=dn1"),
        (
            "file",
            "0",
            "sequence_conf.start.properties",
            "ORDERS.MINID=1",
            "ORDERS.MINID=1000000000001",
        ),
    ],
)
def test_each_router_numbers_apart(
    sequence: str, kind: str, file: str, first: str, second: str
) -> None:
    artifacts = emit(routed(f"sequence {sequence}"))
    for router, line in (("m1", first), ("m2", second)):
        files = conf(artifacts, router)
        assert line in files[file].splitlines()
        said = settings(files)
        assert said["sequnceHandlerType"] == said["sequenceHandlerType"] == kind


def test_more_routers_than_ten_bits_are_refused() -> None:
    built = routed("sequence time")
    last = dataclasses.replace(built.routers[0], index=1023)
    fits = conf(emit(dataclasses.replace(built, routers=(last,))), "m1")
    assert fits["sequence_time_conf.properties"] == "WORKID=31\nDATAACENTERID=31\n"
    report = Report()
    over = dataclasses.replace(last, index=1024)
    emit(dataclasses.replace(built, routers=(over,)), report)
    assert [found.rule for found in report] == ["cannot-express"]


def verbatim(line: str) -> tuple[Report, dict[str, str]]:
    """Emit a stack whose routers carry a line, and return what was said and written."""
    built = shop(TABLES)
    routers = tuple(dataclasses.replace(router, verbatim=(line,)) for router in built.routers)
    report = Report()
    return report, conf(emit(dataclasses.replace(built, routers=routers), report), "m1")


def test_a_verbatim_setting_comes_last_and_holds() -> None:
    report, files = verbatim('<property name="processors">7</property> <!-- ours -->')
    assert not list(report)
    assert settings(files)["processors"] == "7"


@pytest.mark.parametrize(
    "line",
    [
        "idleTimeout 5",
        "<property>1</property>",
        '<property name="">1</property>',
        '<property name="a b">1</property>',
        '<property name="a" more="b">1</property>',
        '<property name="a">1',
        '<property name="a"><b/></property>',
        '<property name="a">&nope;</property>',
        "</system><system>",
        '</system><user name="root"/><system>',
        '<property name="a">\x01</property>',
        "<!-- -->\nx",
    ],
)
def test_a_verbatim_line_that_does_not_fit_is_refused(line: str) -> None:
    report, files = verbatim(line)
    assert {found.rule for found in report} == {"mycat/bad-verbatim"}
    assert line not in files["server.xml"]


def test_the_identity_survives_any_name() -> None:
    assert escape(" a\\b\t数𝄞 c") == "\\u0020a\\\\b\\u0009\\u6570\\uD834\\uDD1E c"
    built = dataclasses.replace(shop(TABLES), name="北 stack")
    assert "clusterId=\\u5317 stack\n" in conf(emit(built), "m1")["myid.properties"]


@pytest.mark.parametrize("sequence", ["time", "file"])
def test_the_start_script_is_sound(tmp_path: Path, sequence: str) -> None:
    need("shellcheck")
    script = tmp_path / "start.sh"
    script.write_text(conf(emit(routed(f"sequence {sequence}")), "m1")["start.sh"])
    done = subprocess.run(["shellcheck", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_numbers_that_a_file_keeps_outlive_a_new_bundle(tmp_path: Path) -> None:
    files = conf(emit(routed("sequence file")), "m1")
    home = tmp_path / "mycat"
    (home / "conf").mkdir(parents=True)
    (home / "java").write_text("#!/bin/sh\n")
    (home / "java").chmod(0o755)
    (home / "conf/sequence_conf.start.properties").write_text(
        files["sequence_conf.start.properties"] + "NEW.CURID=0\n"
    )
    kept = home / "conf/sequence_conf.properties"
    kept.write_text("ORDERS.CURID=77\nORDERS.MAXID=100\n")
    script = files["start.sh"].replace("/usr/local/mycat", str(home))
    for _ in range(2):
        subprocess.run(["sh", "-c", script], check=True, env={"PATH": f"{home}:/usr/bin:/bin"})
    lines = kept.read_text().splitlines()
    assert lines[:2] == ["ORDERS.CURID=77", "ORDERS.MAXID=100"]
    assert sorted(lines[2:]) == ["NEW.CURID=0", "ORDERS.HISIDS=", "ORDERS.MINID=1"]


def test_each_router_has_the_same_files_whatever_the_order_of_asking() -> None:
    first, again = emit(shop(TABLES)), emit(shop(TABLES))
    assert {p: (a.text, a.trace) for p, a in first.items()}.keys() == again.keys()
    assert [a.text for a in first.values()] == [a.text for a in again.values()]
    assert {a.mode for p, a in first.items() if p.endswith("start.sh")} == {0o755}
