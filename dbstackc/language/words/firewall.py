"""`firewall lan { admin …; clients … }`: what hosts let in."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import NAME, PORT, SUBNET, choice

_ENGINES = ("nftables", "firewalld")

SHAPE = Shape(
    word="firewall",
    doc="Close hosts to all but what the stack needs; who talks to whom follows from the rest.",
    example="firewall lan { admin 10.0.9.0/24; clients 10.1.0.0/16, 10.2.0.0/16 }",
    slots=(
        Slot("name", "value", NAME, "Its name.", required=True),
        Slot("hosts", "on", NAME, "The hosts; by default all.", many=True, kind=("host",)),
        Slot(
            "engine",
            "by",
            choice("engine", *_ENGINES),
            "What reads the rules.",
            choices=_ENGINES,
            default="nftables",
        ),
        Slot(
            "admin",
            "block",
            SUBNET,
            "Where operators come from: to ssh, status pages and consoles.",
            many=True,
            required=True,
        ),
        Slot(
            "clients",
            "block",
            SUBNET,
            "Where applications come from: to the doors of the stack.",
            many=True,
        ),
        Slot("ssh", "block", PORT, "The port that operators log in by.", default="22"),
    ),
    named=True,
)
