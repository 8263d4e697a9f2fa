"""What the words of the family `cluster` have in common."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import COUNT, NAME, RANGE, SECRET, SIZE, SWITCH, TEXT, VERSION, choice

ENGINES = ("pxc", "mysql", "mariadb")

VERBATIM = Shape(
    word="verbatim",
    doc="A line for the engine's own file, kept and placed but not read.",
    example='verbatim "option redispatch"',
    slots=(Slot("line", "value", TEXT, "The line.", required=True),),
    repeats=True,
)

CLUSTER = (
    Slot("name", "value", NAME, "The names.", many=True, each=True, required=True),
    Slot("image", "block", TEXT, "The image that its nodes run."),
    Slot(
        "network",
        "block",
        NAME,
        "The Docker network of its nodes; without one, the hosts' own.",
        kind=("network",),
    ),
    Slot("version", "block", VERSION, "The engine's version, where the image's tag does not say."),
    Slot(
        "engine",
        "block",
        choice("engine", *ENGINES),
        "What the image holds, where its name does not say.",
        choices=ENGINES,
    ),
    Slot("root", "block", SECRET, "The password of root.", kind=("secret",)),
    Slot(
        "pool",
        "block",
        RANGE,
        "Connections that each router keeps to each node, least and most.",
        default="10..200",
    ),
    Slot(
        "connections",
        "block",
        COUNT,
        "max_connections of each node; by default what the routers may open, and 50 to spare.",
    ),
    Slot("memory", "block", SIZE, "The memory that a node may use.", default="1G"),
    Slot(
        "durable",
        "block",
        SWITCH,
        "Whether a commit is on disk before it is acknowledged.",
        default="yes",
    ),
)

USER = Shape(
    word="user",
    doc="The account that routers and applications use, with rights on the cluster's databases.",
    example="user app with secret.app",
    slots=(
        Slot("account", "value", NAME, "Its name.", required=True),
        Slot("secret", "with", SECRET, "Its password.", required=True, kind=("secret",)),
    ),
)

MONITOR = Shape(
    word="monitor",
    doc="The account that monitoring uses.",
    example="monitor exporter with secret.monitor",
    slots=(
        Slot("account", "value", NAME, "Its name.", required=True),
        Slot("secret", "with", SECRET, "Its password.", required=True, kind=("secret",)),
    ),
)

CHECK = Shape(
    word="check",
    doc="The account, without password or rights, that balancers log in with.",
    example="check as haproxy",
    slots=(Slot("account", "as", NAME, "Its name.", required=True),),
)

FAILOVER = Slot(
    "failover",
    "block",
    choice("failover", "default", "fast"),
    "`fast` halves the time to notice a dead node; for nodes on one LAN.",
    choices=("default", "fast"),
    default="default",
)
