"""`secret root from env`: a name whose value the compiler never knows."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import NAME, TEXT, choice

SHAPE = Shape(
    word="secret",
    doc="Declare secrets by name. Values are read on the machines, never at compile time.",
    example="secret root, vrrp from env",
    slots=(
        Slot("name", "value", NAME, "The names.", many=True, required=True),
        Slot(
            "kind",
            "from",
            choice("origin", "env", "file", "vault"),
            "`env` reads DBS_NAME, `file` a path on the machine, `vault` a path of a vault.",
            required=True,
            choices=("env", "file", "vault"),
        ),
        Slot("place", "from", TEXT, "The path, for `file` and `vault`."),
    ),
    named=True,
)
