"""`haproxy h[1..2] on vm[1..2] { listen … }`: balancers."""

from dbstackc.language.family import VERBATIM
from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import (
    ADDRESS,
    CALL,
    COUNT,
    DURATION,
    NAME,
    PLACE,
    PORT,
    PORTS,
    SECRET,
    SIZE,
    TEXT,
    choice,
)

_METHODS = ("roundrobin", "static-rr", "leastconn", "first", "source")
_CHECKS = ("auto", "tcp", "login", "none")

CHECK = Shape(
    word="check",
    doc="How servers are asked whether they are fit.",
    example="check as haproxy every 2s",
    slots=(
        Slot(
            "method",
            "by",
            choice("check", *_CHECKS),
            "`auto` asks for the node's state, `login` only logs in, `tcp` only connects.",
            choices=_CHECKS,
            default="auto",
        ),
        Slot("account", "as", NAME, "The account that it logs in with."),
        Slot("every", "every", DURATION, "How often.", default="1s"),
        Slot("fall", "block", COUNT, "Failures in a row to leave.", default="3"),
        Slot("rise", "block", COUNT, "Successes in a row to come back.", default="2"),
    ),
)

SERVER = Shape(
    word="server",
    doc="What holds for each server of the door.",
    example="server weight(1), maxconn(500)",
    slots=(Slot("with", "value", CALL, "weight(n) and maxconn(n).", many=True, required=True),),
)

LISTEN = Shape(
    word="listen",
    doc="A door: a port, and what lies behind it.",
    example="listen orders on 3306 to pxc1 for writes",
    slots=(
        Slot("name", "value", NAME, "Its name.", required=True),
        Slot("port", "on", PORT, "The port that it opens.", required=True),
        Slot(
            "to",
            "to",
            NAME,
            "A cluster, routers, nodes or externals.",
            many=True,
            required=True,
            kind=("cluster", "router", "node", "external"),
        ),
        Slot(
            "use",
            "for",
            choice("use", "writes", "reads"),
            "For a cluster: `writes` go to one node, `reads` to all that are fit.",
            choices=("writes", "reads"),
            default="writes",
        ),
        Slot(
            "method",
            "by",
            choice("method", *_METHODS),
            "How a server is chosen.",
            choices=_METHODS,
            default="leastconn",
        ),
    ),
    parts=(CHECK, SERVER, VERBATIM),
    repeats=True,
)

STATS = Shape(
    word="stats",
    doc="The status page.",
    example='stats "/status" on 8888 for admin with secret.stats',
    slots=(
        Slot("path", "value", TEXT, "Its path.", default='"/"'),
        Slot("port", "on", PORT, "Its port.", required=True),
        Slot("account", "for", NAME, "Who may see it.", default="admin"),
        Slot("secret", "with", SECRET, "The password.", kind=("secret",)),
    ),
)

TIMEOUT = Shape(
    word="timeout",
    doc="How long it waits: connect, client, server, check.",
    example="timeout connect(5s), client(8h), server(8h)",
    slots=(Slot("with", "value", CALL, "One or more of them.", many=True, required=True),),
)

SHAPE = Shape(
    word="haproxy",
    doc="Declare HAProxy balancers.",
    example="haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..2] }",
    slots=(
        Slot("name", "value", NAME, "The names.", many=True, each=True, required=True),
        Slot("address", "at", ADDRESS, "The fixed address of each.", many=True, each=True),
        Slot("network", "in", NAME, "Its Docker network.", kind=("network",)),
        Slot("place", "on", PLACE, "The host of each.", many=True, each=True, required=True),
        Slot("publish", "block", PORTS, "Ports of the host that lead inside.", many=True),
        Slot("image", "block", TEXT, "The image.", default='"haproxy:2.8"'),
        Slot("maxconn", "block", COUNT, "Connections at most."),
        Slot("memory", "block", SIZE, "The memory that it may use.", default="256M"),
    ),
    parts=(LISTEN, STATS, TIMEOUT, VERBATIM),
    family="balancer",
    named=True,
)
