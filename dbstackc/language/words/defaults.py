"""`defaults pxc { … }`: what holds where a statement says nothing."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import NAME

SHAPE = Shape(
    word="defaults",
    doc="Settings that every statement of a word, or of a family of words, inherits.",
    example="defaults cluster { memory 2G }",
    slots=(Slot("of", "value", NAME, "A word (`pxc`) or a family (`cluster`).", required=True),),
)
