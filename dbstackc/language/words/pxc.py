"""`pxc orders { nodes … }`: a Galera cluster."""

from dbstackc.language.family import CHECK, CLUSTER, FAILOVER, MONITOR, USER, VERBATIM
from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import ADDRESS, COUNT, PLACE, PORT, SECRET, SIZE, WHO

NODES = Shape(
    word="nodes",
    doc="The nodes, by name, or how many: then names and places are derived.",
    example="nodes p[1..3] on vm[1..3]:9001",
    slots=(
        Slot("who", "value", WHO, "Names, or a count.", many=True, required=True),
        Slot(
            "place",
            "on",
            PLACE,
            "The host, and perhaps the port, of each; for a count, the hosts to choose from.",
            many=True,
            required=True,
        ),
        Slot("port", "from", PORT, "For a count: the first port to try on each host."),
        Slot("address", "at", ADDRESS, "The fixed address of each in its network.", many=True),
    ),
)

ARBITER = Shape(
    word="arbiter",
    doc="A vote without data, for a cluster with an even number of nodes.",
    example="arbiter g1 on vm5",
    slots=(
        Slot("who", "value", WHO, "Its name.", required=True),
        Slot("place", "on", PLACE, "Its host, and perhaps its port.", required=True),
    ),
)

SHAPE = Shape(
    word="pxc",
    doc="Declare Galera clusters: every node holds all rows and can take writes.",
    example="pxc orders { nodes o[1..3] on vm[1..3]:9001 }",
    slots=(
        *CLUSTER,
        Slot("sst", "block", SECRET, "The password of state transfers.", kind=("secret",)),
        Slot("gcache", "block", SIZE, "Write-sets kept for nodes that return.", default="256M"),
        Slot("weight", "block", COUNT, "The votes of each node, in order.", many=True),
        FAILOVER,
    ),
    parts=(NODES, ARBITER, USER, MONITOR, CHECK, VERBATIM),
    family="cluster",
    named=True,
)
