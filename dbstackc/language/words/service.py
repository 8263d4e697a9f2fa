"""`service blog[1..2] on vm[1..2]:8000 { image …; reach … to … }`: what uses the databases."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import ADDRESS, DURATION, NAME, PLACE, PORT, RANGE, SECRET, SIZE, TEXT

SET = Shape(
    word="set",
    doc="A variable of its environment; a password is no such text, it is given by `give`.",
    example='set WORDPRESS_DB_NAME to "neti"',
    slots=(
        Slot("variable", "value", NAME, "The variable.", required=True),
        Slot("text", "to", TEXT, "What it says.", required=True),
    ),
    repeats=True,
)

GIVE = Shape(
    word="give",
    doc="A variable that says in which file a secret lies, as images read it that know `*_FILE`.",
    example="give WORDPRESS_DB_PASSWORD_FILE with secret.app",
    slots=(
        Slot("variable", "value", NAME, "The variable.", required=True),
        Slot("secret", "with", SECRET, "The secret.", required=True, kind=("secret",)),
    ),
    repeats=True,
)

REACH = Shape(
    word="reach",
    doc="A variable that says by which address and port it comes to its database.",
    example="reach WORDPRESS_DB_HOST to outer:3306 { pool 0..40; idle 10m }",
    slots=(
        Slot("variable", "value", NAME, "The variable.", required=True),
        Slot("door", "to", PLACE, "A vip, a balancer or a router, and its port.", required=True),
        Slot("pool", "block", RANGE, "Connections that a container keeps, and opens at most."),
        Slot("idle", "block", DURATION, "How long it keeps a connection that is silent."),
    ),
    repeats=True,
)

SHAPE = Shape(
    word="service",
    doc="Declare applications that use the databases, one container for each name.",
    example='service blog[1..2] on vm[1..2]:8000 { image "wordpress:6.8-apache"; inside 80 }',
    slots=(
        Slot("name", "value", NAME, "The names.", many=True, each=True, required=True),
        Slot("address", "at", ADDRESS, "The fixed address of each.", many=True, each=True),
        Slot("network", "in", NAME, "Its Docker network.", kind=("network",)),
        Slot(
            "place",
            "on",
            PLACE,
            "The host of each, and the port that clients come to, if any do.",
            many=True,
            each=True,
            required=True,
        ),
        Slot("image", "block", TEXT, "The image.", required=True),
        Slot("inside", "block", PORT, "In a network, the port inside, where it is another."),
        Slot("memory", "block", SIZE, "The memory that each may use.", default="256M"),
        Slot("keep", "block", TEXT, "Folders that outlive the container.", many=True),
        Slot("health", "block", TEXT, "A shell line that fails while it is not fit to serve."),
    ),
    parts=(SET, GIVE, REACH),
    named=True,
)
