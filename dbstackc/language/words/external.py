"""`external legacy at 10.0.0.9:3306`: someone else's endpoint."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import ENDPOINT, NAME

SHAPE = Shape(
    word="external",
    doc="Name endpoints that this topology uses and does not run.",
    example="external legacy[1..2] at 10.0.0.[8..9]:3306",
    slots=(
        Slot("name", "value", NAME, "The names.", many=True, each=True, required=True),
        Slot(
            "endpoint",
            "at",
            ENDPOINT,
            "The address and port of each.",
            many=True,
            each=True,
            required=True,
        ),
    ),
    named=True,
)
