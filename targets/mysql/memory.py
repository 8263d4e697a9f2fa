"""How much of a node's memory InnoDB gets."""

MIB = 1 << 20
CHUNK = 128 * MIB
"""InnoDB rounds its pool up to whole chunks of this size.

Source: MySQL 8.4 manual, innodb_buffer_pool_chunk_size.
"""

GIB = 1 << 30
"""From here on 8.0 keeps eight pools, and rounds up to a chunk of each.

Source: MySQL 8.0 manual, innodb_buffer_pool_instances.
"""


def pool_size(memory: int) -> int:
    """Return innodb_buffer_pool_size for a node that may use so many bytes.

    Half of up to 2G, six tenths of up to 8G, else seven: what is left is for connections, the
    dictionary, the performance schema and a state transfer, none of which shrinks with the node.
    Rounded down to what InnoDB would round up to, so that it never exceeds its share; at least
    32M.
    """
    share = 0.5 if memory <= 2 * GIB else 0.6 if memory <= 8 * GIB else 0.7
    part = int(memory * share)
    step = GIB if part >= GIB else CHUNK if part >= CHUNK else 8 * MIB
    return max(part // step * step, 32 * MIB)


def readable(size: int) -> str:
    """Return a number of bytes as option files say it: whole G, M or bytes."""
    if size % GIB == 0:
        return f"{size // GIB}G"
    return f"{size // MIB}M" if size % MIB == 0 else str(size)
