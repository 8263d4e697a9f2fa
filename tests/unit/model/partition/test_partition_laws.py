"""What holds for every method, whatever its options and keys."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbstackc.base.quantity import Range
from dbstackc.model.partition import METHODS, Unroutable, Value, build, read

Options = dict[str, Value]
Draw = Callable[[st.DataObject, int], Options]

WHOLE = ("mod", "hash", "jump", "murmur", "slot", "segments", "text-segments")
"""Methods that have a shard for every whole number."""

SHARDS = st.integers(1, 40)
NUMBERS = st.integers(-(2**63), 2**63 - 1)


def rows(data: st.DataObject, last: int) -> Value:
    """Draw ranges that do not overlap, each with a number up to the last."""
    ends = sorted(data.draw(st.sets(st.integers(0, 10**6), min_size=2, max_size=12)))
    return tuple(
        (Range(low + 1, high), data.draw(st.integers(0, last))) for low, high in pairwise(ends)
    )


def keys(data: st.DataObject, shards: int) -> Value:
    """Draw keys that a map file can hold."""
    text = st.text(st.characters(codec="utf-8", exclude_characters="=#/ \r\n\t\ufeff"), min_size=1)
    drawn = data.draw(st.sets(text.filter(lambda key: key == key.strip() and key.isprintable())))
    return tuple(
        (key, data.draw(st.integers(0, shards - 1))) for key in ({"bj"} | drawn) - {"DEFAULT_NODE"}
    )


OPTIONS: dict[str, tuple[int, Draw]] = {
    "mod": (1, lambda data, n: {}),
    "hash": (1, lambda data, n: {}),
    "jump": (1, lambda data, n: {}),
    "murmur": (1, lambda data, n: {"seed": data.draw(st.integers(-9, 9)), "weights": (2,) * n}),
    "slot": (1, lambda data, n: {}),
    "segments": (1, lambda data, n: {}),
    "text-segments": (1, lambda data, n: {"slice": data.draw(st.sampled_from(["0:2", "-3", ":"]))}),
    "substring": (1, lambda data, n: {"start": 1, "size": 2, "otherwise": n - 1}),
    "range": (1, lambda data, n: {"rows": rows(data, n - 1), "otherwise": n - 1}),
    "map": (1, lambda data, n: {"key": keys(data, n)}),
    "pattern": (1, lambda data, n: {"rows": rows(data, n - 1), "modulus": 256}),
    "prefix": (1, lambda data, n: {"rows": rows(data, n - 1), "length": 3}),
    "range-mod": (1, lambda data, n: {"rows": ((Range(0, 9), n),), "otherwise": 0}),
    "date": (4, lambda data, n: {"begin": "2024-01-01", "end": "2024-01-31", "days": 10}),
    "month": (12, lambda data, n: {"begin": "2024-01-01", "end": "2024-12-31"}),
    "month-history": (1, lambda data, n: {"begin": "2024-01-01"}),
    "date-hash": (1, lambda data, n: {"begin": "2024-01-01 00:00:00", "days": 3, "group": n}),
    "hot-date": (1, lambda data, n: {"hot": 10, "days": 30}),
    "day-hour": (31, lambda data, n: {"slices": 1}),
}
"""For each method how many shards it takes at least, and options to draw."""


def test_the_methods_are_all_here() -> None:
    assert set(METHODS) == set(OPTIONS)
    assert {METHODS[name].NAME for name in METHODS} == set(METHODS)
    assert len({kind.CLASS for kind in METHODS.values()}) == len(METHODS)


@pytest.mark.parametrize("method", OPTIONS)
@settings(max_examples=30, deadline=None)
@given(data=st.data(), more=SHARDS)
def test_what_is_written_is_read_back(method: str, data: st.DataObject, more: int) -> None:
    least, draw = OPTIONS[method]
    shards = least + more - 1
    made = build(method, shards=shards, options=draw(data, shards), zone="Asia/Shanghai")
    text = made.map_file()
    assert (text is None) == (made.map_name is None)
    files = {made.map_name: text} if made.map_name is not None and text is not None else {}
    again = read(
        made.class_name, made.properties(), files=files, shards=shards, zone="Asia/Shanghai"
    )
    assert again == made
    assert made.partition_num <= shards


@pytest.mark.parametrize("method", WHOLE)
@settings(max_examples=60, deadline=None)
@given(shards=SHARDS, key=NUMBERS)
def test_every_whole_number_has_a_shard(method: str, shards: int, key: int) -> None:
    found = build(method, shards=shards).calculate(str(key))
    assert found is not None
    assert 0 <= found < shards


@settings(deadline=None)
@given(shards=SHARDS, key=st.text())
def test_a_hash_has_a_shard_for_every_text(shards: int, key: str) -> None:
    for method in ("hash", "jump", "murmur", "slot", "text-segments"):
        found = build(method, shards=shards).calculate(key)
        assert found is not None
        assert 0 <= found < shards


@given(shards=SHARDS, key=NUMBERS)
def test_a_further_shard_takes_rows_and_moves_no_others(shards: int, key: int) -> None:
    before = build("jump", shards=shards).calculate(str(key))
    assert build("jump", shards=shards + 1).calculate(str(key)) in (before, shards)


@pytest.mark.parametrize("method", OPTIONS)
@settings(max_examples=60, deadline=None)
@given(data=st.data(), key=st.text())
def test_a_key_has_a_shard_or_is_refused_in_words(
    method: str, data: st.DataObject, key: str
) -> None:
    least, draw = OPTIONS[method]
    partition = build(method, shards=least, options=draw(data, least))
    try:
        found = partition.calculate(key)
    except Unroutable as refusal:
        assert str(refusal)
    else:
        assert found is None or isinstance(found, int)
