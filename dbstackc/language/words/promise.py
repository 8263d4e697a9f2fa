"""`promise survive 1 host for writes`: what the stack must withstand. Reserved."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import WORD

SHAPE = Shape(
    word="promise",
    doc="What the stack must withstand. The word is reserved: it parses, and says so when used.",
    example="promise survive 1 host for writes",
    slots=(
        Slot("what", "value", WORD, "What must hold."),
        Slot("count", "value", WORD, "How many."),
        Slot("of", "value", WORD, "Of what."),
        Slot("purpose", "for", WORD, "For whom it must hold."),
    ),
)
