"""Which files a router's folder holds, and how a container starts with them."""

from dbstackc.base.record import record
from dbstackc.emit.router_functions import map_files
from dbstackc.model.topology import Router, Topology

HOME = "/usr/local/mycat"
"""Where the image has MyCat: `lib/` with the jars, `conf/`, and `logs/` and `tmlogs/` to write."""

CONF = f"{HOME}/conf"
"""A volume: the engine remembers there which node it writes to, and what the image put there stays.

Source: MyCat 1.6.7.4, MycatServer.saveDataHostIndex (conf/dnindex.properties).
"""

START = "start.sh"

SEQUENCE_FILES = {
    "file": "sequence_conf.start.properties",
    "database": "sequence_db_conf.properties",
    "time": "sequence_time_conf.properties",
    "snowflake": "sequence_distributed_conf.properties",
}
"""The file that each way of numbering needs.

The engine rewrites sequence_conf.properties at every number; the start script adds to it what the
mounted file has and it has not.
"""

_PAGE = 2 * 1024 * 1024


@record(frozen=True, slots=True, kw_only=True)
class RouterFile:
    """One file of `layout.router_folder(router)`, mounted read-only under its name into CONF.

    has_hole: whether the filled copy is the one to mount.
    """

    name: str
    has_hole: bool = False


def files(topology: Topology, router: Router) -> tuple[RouterFile, ...]:
    """Return the files that a router's container mounts, in the order that they are written."""
    secret = any(shard.cluster.user_secret is not None for shard in topology.shards)
    return (
        RouterFile(name="schema.xml", has_hole=secret),
        RouterFile(name="rule.xml"),
        RouterFile(name="server.xml", has_hole=bool(router.users)),
        *(RouterFile(name=name) for name, _, _ in map_files(topology)),
        RouterFile(name=SEQUENCE_FILES[router.sequence]),
        RouterFile(name="myid.properties"),
        RouterFile(name="log4j2.xml"),
        RouterFile(name=START),
    )


def command() -> tuple[str, ...]:
    """Return what the container runs: the JVM, in the foreground, by a script of ours."""
    return ("sh", f"{CONF}/{START}")


def heap(router: Router) -> int:
    """Return the bytes of the Java heap: half of the memory."""
    return router.memory // 2


def direct(router: Router) -> int:
    """Return the bytes outside the heap, for network buffers: a quarter of the memory."""
    return router.memory // 4


def pages(memory: int) -> int:
    """Return how many buffer pages of 2 MiB are taken at start: half of the direct memory.

    memory: bytes that the router may use. 8 to 32767 pages, as a short must hold it.

    Source: MyCat 1.6.7.4, SystemConfig.bufferPoolPageNumber.
    """
    return max(8, min(32767, memory // 8 // _PAGE))


def threads(memory: int) -> int:
    """Return how many threads read the network: one for each 512 MiB of memory, 2 to 16.

    memory: bytes that the router may use.
    """
    return max(2, min(16, memory // (256 * _PAGE)))
