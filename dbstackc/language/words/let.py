"""`let pool 10..500`: name a value."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import ANY, NAME

SHAPE = Shape(
    word="let",
    doc="Name a value, which `$name` then stands for, whole words only.",
    example="let pool 10..500",
    slots=(
        Slot("name", "value", NAME, "The name, without the $.", required=True),
        Slot("value", "value", ANY, "Any value, or several with commas.", many=True, required=True),
    ),
    named=True,
)
