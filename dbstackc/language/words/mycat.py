"""`mycat m[1..2] on vm[1..2] { user … }`: routers."""

from dbstackc.language.family import VERBATIM
from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import ADDRESS, NAME, PLACE, PORT, SECRET, SIZE, TEXT, VERSION, choice

_SEQUENCES = ("time", "database", "file", "snowflake")

USER = Shape(
    word="user",
    doc="Who may log in to the router, and to which schemas; the first schema is the default.",
    example="user app with secret.app for shop, stock",
    slots=(
        Slot("account", "value", NAME, "Its name.", required=True),
        Slot("secret", "with", SECRET, "Its password.", required=True, kind=("secret",)),
        Slot("schemas", "for", NAME, "The schemas.", many=True, required=True, kind=("schema",)),
        Slot(
            "role",
            "as",
            choice("role", "reader", "writer"),
            "`reader` may not write.",
            choices=("reader", "writer"),
            default="writer",
        ),
    ),
    repeats=True,
)

SHAPE = Shape(
    word="mycat",
    doc="Declare MyCat routers: they speak MySQL and send each statement to its shards.",
    example="mycat m[1..2] on vm[1..2] { user app with secret.app for shop }",
    slots=(
        Slot("name", "value", NAME, "The names.", many=True, each=True, required=True),
        Slot(
            "place",
            "on",
            PLACE,
            "The host, and perhaps the port, of each.",
            many=True,
            each=True,
            required=True,
            default=":8066",
        ),
        Slot("address", "at", ADDRESS, "The fixed address of each.", many=True, each=True),
        Slot("network", "in", NAME, "Its Docker network.", kind=("network",)),
        Slot("manager", "block", PORT, "The port for operators.", default="9066"),
        Slot("image", "block", TEXT, "The image.", default='"dbstackc/mycat:1.6.7.4"'),
        Slot("version", "block", VERSION, "The version of MyCat.", default="1.6.7.4"),
        Slot("memory", "block", SIZE, "The memory that it may use.", default="2G"),
        Slot(
            "sequence",
            "block",
            choice("sequence", *_SEQUENCES),
            "Who numbers rows: the clock, a table in a shard, a file, or cluster and instance.",
            choices=_SEQUENCES,
            default="time",
        ),
    ),
    parts=(USER, VERBATIM),
    family="router",
    named=True,
)
