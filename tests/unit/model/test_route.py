"""A row's way is the one that the router takes."""

import dataclasses

import pytest

from dbstackc.model.route import NoRoute, route
from tests.unit.mycat.stacks import shop

STACK = shop("""
  table customer by copy
  table solo on b
  table orders by mod(cid) {
    table item by parent(order_cid) to cid
    table note by parent(order_id) to id }
  table log by range(id) { rows 0..9 to 0; rows 10..19 to 2 }
""")


def shards(table: str, key: str) -> list[str]:
    """Return the names of the shards of a row."""
    return [shard.name for shard in route(STACK, "shop", table, key).shards]


@pytest.mark.parametrize(
    ("table", "key", "found"),
    [
        ("customer", "1", ["dn1", "dn2", "dn3"]),
        ("solo", "anything", ["dn2"]),
        ("orders", "4", ["dn2"]),
        ("orders", "-5", ["dn3"]),
        ("orders", " '6' ", ["dn1"]),
        ("ORDERS", "4", ["dn2"]),
        ("item", "4", ["dn2"]),
        ("log", "10", ["dn3"]),
    ],
)
def test_a_row_lives_where_the_router_puts_it(table: str, key: str, found: list[str]) -> None:
    assert shards(table, key) == found


def test_a_route_ends_at_the_nodes_that_take_the_write() -> None:
    found = route(STACK, "shop", "customer", "1")
    assert [node.name for node in found.nodes] == ["an1", "bn1", "rs"]
    assert found.table is not None and found.table.name == "customer"


@pytest.mark.parametrize(
    ("schema", "table", "key", "reason"),
    [
        ("shpo", "orders", "1", "no schema is called `shpo`; the nearest is `shop`"),
        ("shop", "order", "1", "no table is called `order`; the nearest is `orders`"),
        ("shop", "orders", "x", "not a whole number"),
        ("shop", "log", "99", "gives the key `99` no shard"),
        ("shop", "note", "1", "only a query for `id` tells where"),
        ("shop", "log", "'", "not a whole number"),
    ],
)
def test_a_row_without_a_place_says_why(schema: str, table: str, key: str, reason: str) -> None:
    with pytest.raises(NoRoute, match=reason):
        route(STACK, schema, table, key)


def test_a_shard_that_is_not_there_is_no_place() -> None:
    (schema,) = STACK.schemas
    orders = next(table for table in schema.tables if table.name == "orders")
    fewer = dataclasses.replace(orders, shards=orders.shards[:2])
    stack = dataclasses.replace(STACK, schemas=(dataclasses.replace(schema, tables=(fewer,)),))
    with pytest.raises(NoRoute, match="shard 2, counted from 0, and there are 2"):
        route(stack, "shop", "orders", "5")


def test_an_undeclared_table_goes_to_the_fallback() -> None:
    (schema,) = STACK.schemas
    open_ended = dataclasses.replace(schema, fallback=schema.shards[2])
    found = route(dataclasses.replace(STACK, schemas=(open_ended,)), "shop", "other", "1")
    assert found.table is None and [shard.name for shard in found.shards] == ["dn3"]
