"""What the options of the language become, and how a mistake in them is told."""

import subprocess
import sys

import pytest

from dbstackc.base.quantity import Range
from dbstackc.model.partition import (
    METHODS,
    BadPartition,
    Unfollowed,
    Value,
    build,
    method_of,
    read,
)
from dbstackc.model.partition.hot_date import HotDate


@pytest.mark.parametrize(
    ("shards", "counts", "lengths"),
    [
        (1, "1", "1024"),
        (2, "2", "512"),
        (3, "1,2", "342,341"),
        (8, "8", "128"),
        (1000, "24,976", "2,1"),
        (1024, "1024", "1"),
    ],
)
def test_segments_are_dealt_out_to_the_last(shards: int, counts: str, lengths: str) -> None:
    for method in ("segments", "text-segments"):
        properties = build(method, shards=shards).properties()
        assert properties["partitionCount"] == counts
        assert properties["partitionLength"] == lengths


def test_a_count_is_derived_from_the_shards() -> None:
    assert build("mod", shards=4).properties() == {"count": "4"}
    assert build("hash", shards=4).properties() == {"count": "4"}
    assert build("jump", shards=4).properties() == {"totalBuckets": "4"}
    assert build("slot", shards=4).properties() == {}
    assert build("substring", shards=4, options={"size": 2}).properties()["partitionCount"] == "4"


def test_a_map_is_written_in_plain_numbers() -> None:
    options: dict[str, Value] = {
        "rows": ((Range(0, 4_999_999), 0), (Range(5_000_000, 9_999_999), 1))
    }
    made = build("range", shards=2, options=options, map_name="orders.txt")
    assert made.map_file() == "0-4999999=0\n5000000-9999999=1\n"
    assert made.properties() == {"mapFile": "orders.txt", "defaultNode": "-1"}
    assert made.class_name == "io.mycat.route.function.AutoPartitionByLong"
    assert build("range", shards=2, options=options).map_name == "partition-range.txt"


def test_keys_are_texts_unless_all_are_numbers() -> None:
    texts = build("map", shards=2, options={"key": (("bj", 0), ("7", 1))})
    assert texts.properties()["type"] == "1"
    assert texts.calculate("007") is None
    numbers = build("map", shards=2, options={"key": (("5", 0), ("7", 1)), "otherwise": 0})
    assert numbers.properties() == {
        "mapFile": "partition-map.txt",
        "type": "0",
        "defaultNode": "0",
    }
    assert numbers.calculate("007") == 1


@pytest.mark.parametrize(
    ("method", "shards", "options", "option", "says"),
    [
        ("mod", 2, {"count": 2}, "count", "takes no `count`"),
        ("range", 2, {}, "rows", "needs `rows`"),
        ("range", 2, {"rows": ((Range(0, 9), 2),)}, "rows", "no shard 2: 2 shards, counted 0 to 1"),
        ("range", 2, {"rows": "0..9"}, "rows", "a range and a number"),
        ("map", 2, {"key": (("a", 0), ("a", 1))}, "key", "`a` is listed twice"),
        ("map", 2, {"key": (("a=b", 0),)}, "key", "cannot hold the key `a=b`"),
        ("map", 2, {"key": (("a", 0),), "otherwise": 5}, "otherwise", "no shard 5"),
        ("range-mod", 2, {"rows": ((Range(0, 9), 3),)}, "rows", "take 3 shards, and there are 2"),
        ("segments", 2, {"lengths": (1000, 25)}, "lengths", "make 1025, and must make 1024"),
        ("segments", 2, {"lengths": (1024,)}, "lengths", "1 lengths are given for 2 shards"),
        ("segments", 1025, {}, None, "do not go round 1025"),
        ("text-segments", 2, {"slice": "a:b"}, "slice", "`a:b` is not a slice"),
        ("murmur", 2, {"weights": (1, 0)}, "weights", "at least 1"),
        ("month", 11, {}, None, "makes 12 partitions, and there are 11 shards"),
        ("month", 9, {"end": "2024-01-01"}, "end", "without a begin"),
        ("month", 9, {"begin": "2024-02-01", "end": "2024-01-01"}, "end", "is before the begin"),
        ("date", 3, {"begin": "01.02.2024"}, "begin", "is not a date of the form `yyyy-MM-dd`"),
        ("date", 3, {"begin": "2024-01-01", "format": "yyyy-qq"}, "format", "`q` is not a letter"),
        ("date", 9, {"begin": "2024-01-01", "natural": True}, "natural", "a month has 31 days"),
        ("day-hour", 743, {}, "slices", "need 744 shards, and there are 743"),
        ("day-hour", 999, {"slices": 5}, "slices", "24 hours do not make 5 equal slices"),
        ("hot-date", 3, {"hot": 0, "days": 3}, "hot", "needs `hot`"),
    ],
)
def test_a_mistake_is_told_at_its_option(
    method: str, shards: int, options: dict[str, Value], option: str | None, says: str
) -> None:
    with pytest.raises(BadPartition) as refusal:
        build(method, shards=shards, options=options)
    assert refusal.value.option == option
    assert says in str(refusal.value)


def test_a_form_that_is_not_followed_is_no_mistake_of_the_user() -> None:
    with pytest.raises(Unfollowed):
        build("month", shards=12, options={"format": "dd MMM yyyy", "begin": "1 Jan 2024"})


def test_a_class_is_found_with_and_without_its_package() -> None:
    assert method_of("PartitionByMod") == "mod"
    assert method_of("io.mycat.route.function.PartitionByMod") == "mod"
    with pytest.raises(KeyError):
        method_of("org.opencloudb.route.function.PartitionByMod")


def test_hot_days_leave_shard_0_while_time_passes() -> None:
    options: dict[str, Value] = {"hot": 10, "days": 30}
    made = build("hot-date", shards=4, options=options)
    assert isinstance(made, HotDate)
    day, start = 86_400_000, 1_704_067_200_000  # 2024-01-01 in UTC
    ages = [(0, 0), (9, 0), (10, 1), (39, 1), (40, 2), (-400, 0)]
    for age, shard in ages:
        now = start + age * day
        aged = HotDate(form=made.form, hot=10, days=30, now=now.__int__)
        assert aged.calculate("2024-01-01") == shard
    old = HotDate(form=made.form, hot=10, days=30, now=lambda: start + 100 * day)
    assert old.calculate_range("2024-01-01", "2024-02-20") == (2, 3, 4)
    assert old.calculate_range("2024-01-01", "2024-05-01") == (0, 1, 2, 3, 4)


def test_a_method_is_imported_when_it_is_asked_for() -> None:
    code = (
        "import sys\n"
        "from dbstackc.model.partition import METHODS, build\n"
        "list(METHODS), build('mod', shards=2)\n"
        "loaded = [name for name in sys.modules if name.startswith('dbstackc.model.partition.')]\n"
        "print(sorted(name for name in loaded if '.engine' not in name), 'zoneinfo' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['dbstackc.model.partition.mod'] False"


def test_every_option_says_what_it_is() -> None:
    for kind in METHODS.values():
        names = [option.name for option in kind.OPTIONS]
        assert len(set(names)) == len(names)
        assert all(option.doc.endswith(".") for option in kind.OPTIONS)


def test_a_class_of_no_method_is_unknown() -> None:
    with pytest.raises(KeyError):
        read("PartitionByVelocity", {})
