"""`deploy swarm { managers vm[1..3] }`: which engine carries the stack."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import NAME, choice

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
    ),
)
