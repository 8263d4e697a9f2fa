"""`by slot(id)`: 102400 slots, dealt out once and remembered on disk."""

from typing import Self
from zlib import crc32

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import BadPartition, Partition
from dbstackc.model.partition.engine.settings import Settings

SLOTS = 102_400


@record(frozen=True, slots=True, kw_only=True)
class Slot(Partition):
    """CRC-32 of the key modulo 102400; shards hold equal runs of slots, the last the rest too.

    The engine writes the runs to `conf/ruledata` at its first start, and obeys them after. It adds
    a value for the column `_slot` to every INSERT.

    Source: MyCat 1.6.7.4, route/function/PartitionByCRC32PreSlot.
    """

    NAME = "slot"
    CLASS = "PartitionByCRC32PreSlot"
    PHYSICAL = ("_slot int",)

    count: int

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take the shards of the table."""
        if not 1 <= shards <= SLOTS:
            raise BadPartition(f"{SLOTS} slots do not go round {shards} shards")
        return cls(count=shards)

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the shards of the table; `count` is read and ignored."""
        settings.integer("count", 0)
        return cls(count=settings.shards)

    def properties(self) -> dict[str, str]:
        """Return nothing: the engine counts the shards of the table."""
        return {}

    @property
    def partition_num(self) -> int:
        """The shards of the table."""
        return self.count

    def calculate(self, key: str) -> int | None:
        """Return the shard that holds the slot of the key."""
        slot = crc32(key.encode("utf-8", "replace")) % SLOTS
        run = SLOTS // self.count if self.count > 0 else 0
        return min(slot // run, self.count - 1) if run else self.count - 1
