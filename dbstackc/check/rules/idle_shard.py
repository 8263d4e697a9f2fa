"""A shard gets no row: the method of its table never chooses it, or no table lies on it.

Statements without the sharding column still ask there, and its database is there to be backed up,
empty. MyCat starts, and says no more than that some data nodes are redundant.

Source: MyCat 1.6.7.4, XMLSchemaLoader.checkRuleSuitTable ("some datanode to be redundant").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.base.text import counted, listed
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, partitioned
from dbstackc.model.partition import Partition
from dbstackc.model.partition.date import Date
from dbstackc.model.partition.day_hour import DayHour
from dbstackc.model.partition.engine.months import checked_count
from dbstackc.model.partition.map import ByMap
from dbstackc.model.partition.month import Month
from dbstackc.model.partition.month_history import MonthHistory
from dbstackc.model.partition.pattern import Pattern
from dbstackc.model.partition.prefix import Prefix
from dbstackc.model.partition.range import ByRange
from dbstackc.model.partition.range_mod import RangeMod
from dbstackc.model.partition.substring import Substring
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by map(city) { key bj to 0; key sh to 1; key gz to 2; otherwise 0 }
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by map(city) { key bj to 0; key sh to 1; key gz to 2; otherwise 3 }
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each table with shards that get no row, and each schema with shards of no table."""
    _bare(topology, report)
    for _, table in partitioned(topology):
        used = None if table.partition is None else chosen(table.partition, len(table.shards))
        if used is None:
            continue
        idle = [shard for place, shard in enumerate(table.shards) if place not in used]
        if idle:
            names = listed([f"`{shard.name}`" for shard in idle])
            report(
                f"no row of {called(table)} goes to {names}",
                at=table.origin("method"),
                says=f"chooses among {counted(len(used), 'shard')} of {len(table.shards)}",
                beside=[(idle[0].span, "is never chosen")],
                note="a statement without the sharding column asks there all the same",
                help="name the shards that it uses after `on`, or let the method choose all",
            )


def _bare(topology: Topology, report: Report) -> None:
    told: set[Span] = set()
    for schema in topology.schemas:
        if any(table.shards is schema.shards for table in schema.tables) or not schema.tables:
            continue
        used = {shard for table in schema.tables for shard in table.shards}
        idle = [each for each in schema.shards if each not in used and each is not schema.fallback]
        if idle and idle[0].span not in told:
            told.add(idle[0].span)
            report(
                f"no table of schema `{schema.span.text}` lies on"
                f" {listed([f'`{shard.name}`' for shard in idle])}",
                at=schema.origin("shards"),
                beside=[(idle[0].span, "holds nothing")]
                if idle[0].span != schema.origin("shards")
                else (),
                note="routers keep a data node for it, and no statement goes there",
                help="leave its cluster out of the schema, or let a table lie there",
            )


def chosen(made: Partition, shards: int) -> set[int] | range | None:
    """Return the places that a method can choose, or None where it chooses all."""
    if isinstance(made, ByRange | Pattern | Prefix):
        rest = {made.otherwise} if not isinstance(made, Prefix) else set()
        return {place for place in {row.number for row in made.rows} | rest if place >= 0}
    if isinstance(made, ByMap):
        return {place for place in {made.otherwise, *dict(made.keys).values()} if place >= 0}
    if isinstance(made, RangeMod):
        return {place for place in {made.otherwise, *range(made.partition_num)} if place >= 0}
    if isinstance(made, Substring):
        return range(min(shards, 10 ** min(made.size, 9)))
    if isinstance(made, Date):
        count = 31 if made.natural and made.end is None else made.partition_num
    elif isinstance(made, MonthHistory):
        count = checked_count(made.form, made.begin, made.end)
    elif isinstance(made, Month):
        count = made.partition_num
    else:
        count = 31 * made.slices if isinstance(made, DayHour) else 0
    return range(count) if count > 0 else None
