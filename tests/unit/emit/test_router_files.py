"""Routers' files, functions and sequences: what they are called, and who shares them."""

import dataclasses

from dbstackc.emit import router_files
from dbstackc.emit.router_functions import functions, map_files
from dbstackc.emit.router_sequence import sequence_sql, sequences
from tests.unit.mycat.stacks import ROUTER, emit, shop

TABLES = """
  table customer by copy
  table orders by mod(cid) { primary id; auto yes
    table item by parent(order_id) to id { primary id; auto yes } }
  table bill by mod(CID)
  table paid by mod(id)
  table part on a, b by mod(cid)
  table log by range(id) { rows 0..9 to 0; rows 10..19 to 1; rows 20..29 to 2 }
  table old by range(id) { rows 0..9 to 0; rows 10..19 to 1; rows 20..29 to 2 }
  table far by range(id) { rows 0..99 to 0; rows 100..199 to 1; rows 200..299 to 2 }
"""


def test_tables_that_agree_share_a_function_and_a_rule() -> None:
    found = functions(shop(TABLES))
    assert [each.name for each in found.functions] == [
        "mod_3",
        "mod_2",
        "range_3_shop_log",
        "range_3_shop_far",
    ]
    assert [each.name for each in found.rules] == [
        "mod_3_cid",
        "mod_3_id",
        "mod_2_cid",
        "range_3_shop_log_id",
        "range_3_shop_far_id",
    ]
    assert {table.name: rule for table, rule in found.of.items()} == {
        "orders": "mod_3_cid",
        "bill": "mod_3_cid",
        "paid": "mod_3_id",
        "part": "mod_2_cid",
        "log": "range_3_shop_log_id",
        "old": "range_3_shop_log_id",
        "far": "range_3_shop_far_id",
    }


def test_each_function_has_a_map_file_of_its_own() -> None:
    topology = shop(TABLES)
    maps = {name: text for name, text, _ in map_files(topology)}
    assert maps == {
        "range_3_shop_log.txt": "0-9=0\n10-19=1\n20-29=2\n",
        "range_3_shop_far.txt": "0-99=0\n100-199=1\n200-299=2\n",
    }
    for function in functions(topology).functions:
        named = function.properties.get("mapFile")
        assert named == function.map_name


def test_the_files_are_those_that_the_target_writes() -> None:
    for sequence in ("time", "file", "database", "snowflake"):
        router = ROUTER.replace("{ user", f"{{ sequence {sequence}; user")
        topology = shop(TABLES, router)
        artifacts = emit(topology)
        for each in topology.routers:
            part = f"hosts/{each.host.name}/mycat/{each.name}/"
            written = [a for path, a in artifacts.items() if path.startswith(part)]
            listed = router_files.files(topology, each)
            assert [part + file.name for file in listed] == [a.path for a in written]
            assert [file.has_hole for file in listed] == ["@@secret." in a.text for a in written]
            assert [file.has_hole for file in listed] == [a.escape == "xml" for a in written]


def test_memory_is_shared_out() -> None:
    router = shop(TABLES).routers[0]
    for memory in (256 << 20, 2 << 30, 64 << 30, 1 << 40):
        sized = dataclasses.replace(router, memory=memory)
        pool = router_files.pages(memory) * (2 << 20)
        assert pool <= router_files.direct(sized)
        assert router_files.heap(sized) + router_files.direct(sized) <= memory
        assert 2 <= router_files.threads(memory) <= 16
        assert router_files.pages(memory) <= 32767


def test_numbered_tables_have_sequences_and_children_too() -> None:
    topology = shop(TABLES)
    assert [(each.name, each.shard.name) for each in sequences(topology)] == [
        ("ORDERS", "dn1"),
        ("ITEM", "dn1"),
    ]


def test_sequences_lie_in_tables_only_where_a_router_asks_them_there() -> None:
    assert not any(sequence_sql(t, s) for t in [shop(TABLES)] for s in t.shards)
    topology = shop(TABLES, ROUTER.replace("{ user", "{ sequence database; user"))
    first, *others = topology.shards
    made = sequence_sql(topology, first)
    assert "('ORDERS', 0, 100), ('ITEM', 0, 100)" in made[1]
    assert not any("GET_LOCK" in statement for statement in made)
    assert not any(sequence_sql(topology, shard) for shard in others)
