"""`host vm[1..4] at …`: the machines."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import ADDRESS, DEVICE, NAME, SIZE

SHAPE = Shape(
    word="host",
    doc="Declare machines that run the stack.",
    example="host vm[1..4] at 192.168.123.[36, 162, 104, 11] in zone[a, b, c, a] on ens33",
    slots=(
        Slot("name", "value", NAME, "The names.", many=True, each=True, required=True),
        Slot("address", "at", ADDRESS, "The address of each.", many=True, each=True, required=True),
        Slot("zone", "in", NAME, "What each fails together with.", many=True, each=True),
        Slot(
            "interface",
            "on",
            DEVICE,
            "The network device that carries the address.",
            many=True,
            each=True,
            default="eth0",
        ),
        Slot("memory", "block", SIZE, "The memory of each machine."),
    ),
    named=True,
)
