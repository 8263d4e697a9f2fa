"""Who numbers rows for the routers: which sequences there are, and where those in tables live."""

from collections.abc import Iterator
from functools import lru_cache

from dbstackc.base.record import record
from dbstackc.model.topology import Shard, Table, Topology

STEP = 100
"""How many numbers a router takes at once from a table: one statement for so many rows."""

RANGE = 10**12
"""How many numbers each router has for itself where it keeps them in a file."""

INSTANCES = 32
"""Machines that five bits can tell apart; ten bits are 1024 routers.

Source: MyCat 1.6.7.4, IncrSequenceTimeHandler and DistributedSequenceHandler.
"""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Sequence:
    """The numbers of all tables of one name.

    name: of the tables, upper case; shard: where the first declared of them begins.
    """

    name: str
    shard: Shard
    first: Table


@lru_cache(maxsize=4)
def sequences(topology: Topology) -> tuple[Sequence, ...]:
    """Return the sequences that numbered tables need, in the order declared, each name once.

    Source: MyCat 1.6.7.4, DruidSequenceHandler (the name is upper case).
    """
    found: dict[str, Sequence] = {}
    for schema in topology.schemas:
        for table in _all(schema.tables):
            name = table.name.upper()
            if table.auto and table.shards and name not in found:
                found[name] = Sequence(name=name, shard=table.shards[0], first=table)
    return tuple(found.values())


def sequence_sql(topology: Topology, shard: Shard) -> tuple[str, ...]:
    """Return the statements that keep sequences in a shard's database; none if it keeps none.

    To be run in that database, one by one, by an account that may create functions; the routers'
    own account then needs to read, change and execute there. Running them again changes no number.
    The engine's own function takes GET_LOCK, which a cluster in strict mode refuses; here the row
    is the lock.

    Source: MyCat 1.6.7.4, IncrSequenceMySQLHandler (`first,count` and `-999999,null`); Percona
    XtraDB Cluster, pxc_strict_mode.
    """
    if not any(router.sequence == "database" for router in topology.routers):
        return ()
    names = [each.name for each in sequences(topology) if each.shard is shard]
    if not names:
        return ()
    rows = ", ".join(f"('{name}', 0, {STEP})" for name in names)
    return (
        "CREATE TABLE IF NOT EXISTS MYCAT_SEQUENCE (\n"
        "  name VARCHAR(64) NOT NULL PRIMARY KEY,\n"
        "  current_value BIGINT NOT NULL,\n"
        "  increment INT NOT NULL\n"
        ") ENGINE=InnoDB",
        f"INSERT IGNORE INTO MYCAT_SEQUENCE VALUES {rows}",
        "DROP FUNCTION IF EXISTS mycat_seq_nextval",
        "CREATE FUNCTION mycat_seq_nextval(seq_name VARCHAR(64))\n"
        "RETURNS VARCHAR(64) CHARSET latin1 DETERMINISTIC MODIFIES SQL DATA SQL SECURITY INVOKER\n"
        "BEGIN\n"
        "  DECLARE step INT DEFAULT NULL;\n"
        "  UPDATE MYCAT_SEQUENCE\n"
        "    SET current_value = LAST_INSERT_ID(current_value + increment) WHERE name = seq_name;\n"
        "  SELECT increment INTO step FROM MYCAT_SEQUENCE WHERE name = seq_name;\n"
        "  IF step IS NULL THEN RETURN '-999999,null'; END IF;\n"
        "  RETURN CONCAT(LAST_INSERT_ID() - step + 1, ',', step);\n"
        "END",
    )


def _all(tables: tuple[Table, ...]) -> Iterator[Table]:
    for table in tables:
        yield table
        yield from _all(table.children)
