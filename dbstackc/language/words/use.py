"""`use "…"`: bring in another file's declarations."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import TEXT

SHAPE = Shape(
    word="use",
    doc="Bring another file's declarations into this topology, once, however often it is used.",
    example='use "stack.dbs"',
    slots=(
        Slot("path", "value", TEXT, "A path relative to the file that says it.", required=True),
    ),
)
