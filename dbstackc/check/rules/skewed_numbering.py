"""A table is spread by the remainder of numbers whose remainders are nearly all 0 or 1.

With `sequence time` the router takes a number's high bits from the clock and the low twelve from a
counter that starts over each millisecond, so that nearly every number ends in twelve bits of 0 or
1. Divided by 4, 8 or 12 they leave few remainders: some shards get all rows, and the others none.

Source: MyCat 1.6.7.4, IncrSequenceTimeHandler (IdWorker: sequenceBits 12, sequence = 0 in each new
millisecond); route/function/PartitionByMod.
"""

from math import gcd

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, carriers, partitioned
from dbstackc.model.partition.mod import Mod
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by mod(id) { primary id; auto yes }
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
  table orders by hash(id) { primary id; auto yes }
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""

COUNTER = 4096
"""Twelve bits. Source: MyCat 1.6.7.4, IncrSequenceTimeHandler, sequenceBits."""


def check(topology: Topology, report: Report) -> None:
    """Report each table whose numbers reach only some of its shards."""
    for schema, table in partitioned(topology):
        made, column = table.partition, (table.column or "").lower()
        if not table.auto or (table.primary or "").lower() != column or not isinstance(made, Mod):
            continue
        clocks = [each for each in carriers(topology, schema) if each.sequence == "time"]
        common = gcd(made.count, COUNTER)
        if not clocks or common < 4:
            continue
        report(
            f"the rows of {called(table)} go to {2 * made.count // common} of {made.count} shards",
            at=table.origin("method"),
            beside=[
                (table.origin("auto"), "the router numbers it"),
                (clocks[0].origin("sequence"), "by its clock"),
            ],
            note="of a number by the clock the low 12 bits are nearly always 0 or 1,"
            f" and {made.count} shards divide by {common} of them",
            help="write `by hash`, say `sequence database`, or take an odd number of shards",
        )
