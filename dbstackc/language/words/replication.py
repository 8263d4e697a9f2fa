"""`replication logs { source …; replicas … }`: one source and its replicas."""

from dbstackc.language.family import CHECK, CLUSTER, MONITOR, USER, VERBATIM
from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import ADDRESS, NAME, PLACE, PORT, SECRET, WHO
from dbstackc.language.words.pxc import NODES

SOURCE = Shape(
    word="source",
    doc="The node that takes the writes.",
    example="source r1 on vm1:9003",
    slots=(
        Slot("who", "value", WHO, "Its name.", required=True),
        Slot("place", "on", PLACE, "Its host, and perhaps its port.", required=True),
        Slot("address", "at", ADDRESS, "Its fixed address in its network."),
    ),
)

REPLICAS = Shape(
    word="replicas",
    doc="The nodes that follow the source.",
    example="replicas r[2..4] on vm[2..4]:9003",
    slots=(
        Slot("who", "value", WHO, "Their names.", many=True, required=True),
        Slot("place", "on", PLACE, "The host and port of each.", many=True, required=True),
        Slot("port", "from", PORT, "The first port to try on each host."),
        Slot("address", "at", ADDRESS, "The fixed address of each in its network.", many=True),
    ),
)

FOLLOW = Shape(
    word="follow",
    doc="The account that replicas log in to the source with.",
    example="follow as backup with secret.replication",
    slots=(
        Slot("account", "as", NAME, "Its name.", required=True),
        Slot("secret", "with", SECRET, "Its password.", required=True, kind=("secret",)),
    ),
)

SHAPE = Shape(
    word="replication",
    doc="Declare replication clusters: one source takes the writes, replicas follow it.",
    example="replication logs { source l1 on vm1:9003; replicas l[2..3] on vm[2..3]:9003 }",
    slots=CLUSTER,
    parts=(NODES, SOURCE, REPLICAS, FOLLOW, USER, MONITOR, CHECK, VERBATIM),
    family="cluster",
    named=True,
)
