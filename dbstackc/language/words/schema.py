"""`schema shop on pxc1, pxc2 { table … }`: a logical database over shards."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import CALL, COLUMN, COUNT, NAME, SWITCH


def _child(*within: Shape) -> Shape:
    """Return the shape of a table in a table's block.

    within: the shape of the tables in its own block, or nothing where the nesting ends.
    """
    return Shape(
        word="table",
        doc="A table whose rows lie with those of the table around it.",
        example="table order_item by parent(order_id) to id",
        slots=(
            Slot("name", "value", COLUMN, "The names.", many=True, each=True, required=True),
            Slot("method", "by", CALL, "`parent(column)`: its column that names the parent's row."),
            Slot("parent_column", "to", COLUMN, "The parent's column that it refers to."),
            Slot("primary", "block", COLUMN, "The primary key."),
            Slot(
                "auto", "block", SWITCH, "Whether the router numbers the primary key.", default="no"
            ),
        ),
        parts=within,
        repeats=True,
        named=True,
    )


_CHILD = _child(_child(_child()))
"""Three deep below the table that is partitioned: an order, its items, and what hangs on those."""

TABLE = Shape(
    word="table",
    doc="A logical table: by copy, on one shard, or its rows spread by a method.",
    example="table orders by mod(customer_id) { primary id; auto yes }",
    slots=(
        *_CHILD.slots,
        Slot(
            "clusters",
            "on",
            NAME,
            "The shards or clusters that hold it; without them, all of the schema.",
            many=True,
            kind=("cluster", "shard"),
        ),
    ),
    parts=(_CHILD,),
    repeats=True,
    named=True,
    open=True,
)

SHAPE = Shape(
    word="schema",
    doc="Declare a logical database: a shard on each cluster, and the tables on them.",
    example="schema shop on pxc[1..2] as dn[1..2] { table orders by mod(id) }",
    slots=(
        Slot("name", "value", NAME, "The names.", many=True, each=True, required=True),
        Slot(
            "clusters",
            "on",
            NAME,
            "The clusters that hold a shard each.",
            many=True,
            required=True,
            kind=("cluster",),
        ),
        Slot("shards", "as", NAME, "The names of the shards.", many=True),
        Slot(
            "database",
            "block",
            COLUMN,
            "The database on each cluster, if not the schema's name. Several march with the "
            "clusters, and one cluster repeats.",
            many=True,
        ),
        Slot("limit", "block", COUNT, "Rows that a SELECT without LIMIT gets at most."),
        Slot(
            "fallback",
            "block",
            NAME,
            "The shard or cluster for tables that are not declared.",
            kind=("cluster", "shard"),
        ),
    ),
    parts=(TABLE,),
    named=True,
)
