"""`amend host vm2 at …`: replace what another statement said."""

from dbstackc.language.shape import Shape

SHAPE = Shape(
    word="amend",
    doc="Name a thing and replace some of its slots, each whole; lists are never merged.",
    example="amend host vm2 at 10.8.0.12",
)
