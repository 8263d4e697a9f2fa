"""Tables may lie with the row of a table that itself lies with another's."""

from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.model.topology import Table
from dbstackc.work.compile import compile_source

HEAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..2] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..2] {
"""

DEEP = """table customer by mod(id) {
    table orders by parent(customer_id) to id {
      primary order_id
      table item by parent(order_id) to order_id {
        table parcel by parent(item_id) to item_id { primary parcel_id; auto yes }
      }
    }
  }
"""


def compiled(tables: str) -> tuple[tuple[Table, ...], list[str]]:
    """Return the tables of a schema, and the titles of what its reading reports."""
    report = Report()
    source = Source("stack.dbs", f"dbs 1\n{HEAD}  {tables}}}\n")
    found = compile_source(source, Path(), report, select=("port-taken",))
    assert found.topology is not None
    tables_of = [schema.tables for schema in found.topology.schemas]
    return tables_of[0] if tables_of else (), [each.title for each in report]


def test_three_tables_lie_one_within_the_other() -> None:
    (customer,), titles = compiled(DEEP)
    assert titles == []
    chain = []
    while customer.children:
        (customer,) = customer.children
        chain.append((customer.name, customer.parent, customer.column, customer.parent_column))
    assert chain == [
        ("orders", "customer", "customer_id", "id"),
        ("item", "orders", "order_id", "order_id"),
        ("parcel", "item", "item_id", "item_id"),
    ]
    assert customer.primary == "parcel_id" and customer.auto


def test_the_rows_of_all_of_them_lie_on_the_same_shards() -> None:
    (customer,), _ = compiled(DEEP)
    (orders,) = customer.children
    (item,) = orders.children
    assert item.children[0].shards == customer.shards


def test_below_the_third_nothing_nests() -> None:
    deeper = DEEP.replace("auto yes", "auto yes; table label by parent(parcel_id) to parcel_id")
    _, titles = compiled(deeper)
    assert titles == ["`table` knows no `table`"]


def test_a_table_within_a_table_within_says_what_it_refers_to() -> None:
    _, titles = compiled(DEEP.replace("(order_id) to order_id", "(order_id)"))
    assert titles == ["table `item` does not say which column of `orders` it refers to"]
