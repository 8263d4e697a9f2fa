"""Lower the way a router numbers rows to its sequence file."""

from dbstackc.base.report import Report
from dbstackc.emit.router_files import SEQUENCE_FILES
from dbstackc.emit.router_sequence import INSTANCES, RANGE, sequences
from dbstackc.emit.unsupported import unsupported
from dbstackc.model.topology import Router, Topology

from .document import Plain
from .properties import write_properties

TYPES = {"file": 0, "database": 1, "time": 2, "snowflake": 3}
"""The numbers of MyCat's generators.

Source: MyCat 1.6.7.4, SystemConfig.
"""


def lower_sequence(topology: Topology, router: Router, report: Report) -> tuple[str, Plain]:
    """Return the name and the lines of the sequence file.

    No two routers give the same number: in a file each has a range of its own, and the generators
    that use the clock are told apart by the router's index, five bits in each of two fields.

    Reports: cannot-express.
    Source: MyCat 1.6.7.4, IncrSequencePropHandler, IncrSequenceMySQLHandler,
    IncrSequenceTimeHandler (`DATAACENTERID` is its spelling), DistributedSequenceHandler.
    """
    high, low = divmod(router.index, INSTANCES)
    if router.sequence in ("time", "snowflake") and high >= INSTANCES:
        unsupported(
            report,
            "MyCat",
            router,
            f"number rows by the clock on more than {INSTANCES * INSTANCES} routers",
            "the numbers have ten bits for the router",
            "say `sequence database`",
            field="sequence",
        )
    origin = router.origin("sequence")
    pairs: tuple[tuple[str, str], ...]
    if router.sequence == "file":
        first = router.index * RANGE
        pairs = tuple(
            pair
            for each in sequences(topology)
            for pair in (
                (f"{each.name}.HISIDS", ""),
                (f"{each.name}.MINID", str(first + 1)),
                (f"{each.name}.MAXID", str(first + RANGE)),
                (f"{each.name}.CURID", str(first)),
            )
        )
    elif router.sequence == "database":
        pairs = tuple((each.name, each.shard.name) for each in sequences(topology))
    elif router.sequence == "snowflake":
        pairs = (("INSTANCEID", str(low)), ("CLUSTERID", str(high)))
    else:
        pairs = (("WORKID", str(low)), ("DATAACENTERID", str(high)))
    if not pairs:
        content = Plain(lines=(("# no table is numbered", origin),))
    else:
        content = write_properties(pairs, origin)
    return SEQUENCE_FILES[router.sequence], content
