"""rule.xml and its map files say the partitions that the model has."""

import dataclasses
from xml.etree import ElementTree

import pytest

from dbstackc.base.report import Report
from dbstackc.model.partition import METHODS, read
from dbstackc.model.topology import Topology
from tests.laws.topologies import METHODS as BLOCKS
from tests.unit.mycat.stacks import ROUTER, conf, emit, shop, topology

KEYS = ["0", "7", "1999", "-5", "bj", "sh", "abc", "2024-01-01", "2024-01-01 10:00:00", "123456789"]


def functions(files: dict[str, str]) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the class and the properties of each function."""
    return {
        str(each.get("name")): (
            str(each.get("class")),
            {str(one.get("name")): one.text or "" for one in each.iter("property")},
        )
        for each in ElementTree.fromstring(files["rule.xml"]).iter("function")
    }


def one(method: str, clusters: int = 3) -> Topology:
    """Return a stack with one table, by a method."""
    if method == "day-hour":
        wide = "replication w[1..31] { nodes 1 on vm[1..3] from 9401 }\n"
        tables = "table t by day-hour(id) { slices 1 }"
        return topology(f"{wide}schema shop on w[1..31] as d[1..31] {{ {tables} }}\n{ROUTER}")
    block = BLOCKS[method]
    block = block % {"last": clusters - 1} if "%" in block else block
    return shop(f"table t by {method}(id) {block}", on=", ".join("abr"[:clusters]))


def test_every_method_is_tried() -> None:
    assert {*BLOCKS, "day-hour"} == set(METHODS)


@pytest.mark.parametrize("method", METHODS)
def test_the_engine_reads_the_partition_that_the_model_has(method: str) -> None:
    built = one(method)
    (table,) = built.schemas[0].tables
    assert table.partition is not None
    files = conf(emit(built), "m1")
    ((class_name, properties),) = functions(files).values()
    again = read(class_name, properties, files=files, shards=len(table.shards))
    assert again.partition_num == table.partition.partition_num
    assert again.properties().keys() == properties.keys()
    for key in KEYS:
        assert outcome(again, key) == outcome(table.partition, key)


def outcome(partition: object, key: str) -> object:
    """Return the shard of a key, or that there is none."""
    try:
        return partition.calculate(key)  # type: ignore[attr-defined]
    except ValueError as refusal:
        return type(refusal).__name__


@pytest.mark.parametrize("method", METHODS)
def test_the_engine_starts_with_every_method(method: str) -> None:
    from targets.mycat.loader import load

    verdict = load(conf(emit(one(method)), "m1"))
    assert verdict.accepted, verdict.reason


@pytest.mark.parametrize("method", ["mod", "hash", "jump", "murmur", "segments", "text-segments"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_count_is_the_number_of_shards(method: str, count: int) -> None:
    files = conf(emit(one(method, count)), "m1")
    ((name, (_, properties)),) = functions(files).items()
    said = properties.get("count") or properties.get("totalBuckets")
    parts = [int(part) for part in (said or properties["partitionCount"]).split(",")]
    assert sum(parts) == count
    assert name.startswith(f"{method}_{count}")


def test_rules_come_before_functions_and_name_them() -> None:
    files = conf(emit(shop("table t by mod(id)\ntable u by hash(Name)")), "m1")
    root = ElementTree.fromstring(files["rule.xml"])
    assert [child.tag for child in root] == ["tableRule", "tableRule", "function", "function"]
    said = [
        (each.get("name"), each.findtext("rule/columns"), each.findtext("rule/algorithm"))
        for each in root.iter("tableRule")
    ]
    assert said == [("mod_3_id", "id", "mod_3"), ("hash_3_name", "Name", "hash_3")]


def test_keys_of_a_map_are_plain_text() -> None:
    files = conf(emit(shop('table t by map(id) { key "<&\\"数" to 0; key "b" to 2 }')), "m1")
    ((_, properties),) = functions(files).values()
    assert sorted(files[properties["mapFile"]].splitlines()) == ['<&"数=0', "b=2"]


@pytest.mark.parametrize("text", ["yyyy-MM-dd ${user.dir}", "yyyy\x01MM"])
def test_a_text_that_would_not_arrive_is_refused(text: str) -> None:
    built = one("date")
    (old,) = built.schemas
    (table,) = old.tables

    class Odd(type(table.partition)):  # type: ignore[misc]
        def properties(self) -> dict[str, str]:
            return {"dateFormat": text}

    assert dataclasses.is_dataclass(table.partition)
    fields = {f.name: getattr(table.partition, f.name) for f in dataclasses.fields(table.partition)}
    odd = dataclasses.replace(table, partition=Odd(**fields))
    changed = dataclasses.replace(old, tables=(odd,))
    report = Report()
    target_refuses(dataclasses.replace(built, schemas=(changed,)), report)
    assert [found.rule for found in report] == ["cannot-express"]


def target_refuses(built: Topology, report: Report) -> None:
    """Lower without printing: what was refused is not printed."""
    from dbstackc.emit.load import load

    assert list(load("mycat").TARGET.lower(built, report))
