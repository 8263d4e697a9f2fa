"""`drop vip outer`: remove a thing."""

from dbstackc.language.shape import Shape

SHAPE = Shape(
    word="drop",
    doc="Remove a thing; whatever still refers to it is reported at both places.",
    example="drop vip outer",
)
