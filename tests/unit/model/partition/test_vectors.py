"""Every partition function agrees with the engine's own, key by key.

The cases were made by running the classes of MyCat 1.6.7.4 on JDK 17, locale en_US. HotDate depends
on the clock and has none of them but its failures at start.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dbstackc.model.partition import BadPartition, Partition, Unroutable, read

VECTORS = Path(__file__).parents[3] / "vectors"
CASES: list[dict[str, Any]] = json.loads((VECTORS / "mycat-partition.json").read_text("utf-8"))
STARTS: list[dict[str, Any]] = json.loads(
    (VECTORS / "mycat-partition-init.json").read_text("utf-8")
)


def configured(case: dict[str, Any]) -> Partition:
    """Set a function up as the engine did."""
    properties: dict[str, str] = case["properties"]
    name = properties.get("mapFile") or properties.get("weightMapFile")
    files = {name: case["mapFile"]} if name and case["mapFile"] is not None else {}
    return read(
        case["function"],
        properties,
        files=files,
        shards=case["nodes"] or 0,
        zone=case.get("timezone", "UTC"),
    )


def named(case: dict[str, Any]) -> str:
    """Name a case for the report."""
    said = ",".join(f"{name}={text}" for name, text in case["properties"].items())
    return f"{case['function']}-{said}-{case.get('timezone', '')}"


def test_the_cases_are_all_there() -> None:
    assert len(CASES) == 215
    assert len({case["function"] for case in CASES}) == 18
    assert sum(len(case["cases"]) for case in CASES) == 25_799
    assert sum(len(case.get("ranges", ())) for case in CASES) == 1_164
    assert Counter(case["init"] for case in STARTS) == {"ok": 19, "error": 60}


@pytest.mark.parametrize("case", CASES, ids=named)
def test_every_key_and_every_range_goes_where_the_engine_sends_it(case: dict[str, Any]) -> None:
    partition = configured(case)
    assert partition.partition_num == case["partitionNum"]
    wrong = []
    for key, shard in case["cases"]:
        try:
            found: object = partition.calculate(key)
        except Unroutable:
            found = "error"
        if found != shard:
            wrong.append((key, found, shard))
    for begin, end, shards in case.get("ranges", ()):
        try:
            between = partition.calculate_range(begin, end)
            found = None if between is None else list(between)
        except Unroutable:
            found = "error"
        if found != shards:
            wrong.append((f"{begin}..{end}", found, shards))
    assert wrong == []


@pytest.mark.parametrize("case", STARTS, ids=named)
def test_what_the_engine_does_not_start_with_is_refused(case: dict[str, Any]) -> None:
    if case["init"] == "ok":
        assert configured(case).partition_num == case["partitionNum"]
    else:
        with pytest.raises(BadPartition) as refusal:
            configured(case)
        assert str(refusal.value)
