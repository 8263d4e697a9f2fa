"""`deploy swarm { managers vm[1..3] }`: which engine carries the stack."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import NAME, SUBNET, choice

LABEL = Shape(
    word="label",
    doc="A label that machines of a swarm get, by which tasks may be placed.",
    example="label disk as ssd on vm[1..2]",
    slots=(
        Slot("key", "value", NAME, "Its name.", required=True),
        Slot("setting", "as", NAME, "Its value.", required=True),
        Slot("hosts", "on", NAME, "Who gets it.", many=True, required=True, kind=("host",)),
    ),
    repeats=True,
)

SHAPE = Shape(
    word="deploy",
    doc="Say which engine carries the stack: `compose` on each host (the default), or `swarm`.",
    example="deploy swarm { managers vm[1..3] }",
    slots=(
        Slot(
            "engine",
            "value",
            choice("engine", "compose", "swarm"),
            "compose or swarm.",
            required=True,
            choices=("compose", "swarm"),
        ),
        Slot(
            "managers", "block", NAME, "The hosts that manage a swarm.", many=True, kind=("host",)
        ),
        Slot(
            "pool",
            "block",
            SUBNET,
            "Addresses for overlays that say no subnet; by default such as nothing here uses.",
        ),
    ),
    parts=(LABEL,),
)
