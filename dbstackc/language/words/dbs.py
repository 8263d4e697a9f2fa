"""`dbs 1`: the edition of the language that a file is written in."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import COUNT

SHAPE = Shape(
    word="dbs",
    doc="The language edition; the first statement of every file. There is one edition so far: 1.",
    example="dbs 1",
    slots=(Slot("edition", "value", COUNT, "The number of the edition.", required=True),),
)
