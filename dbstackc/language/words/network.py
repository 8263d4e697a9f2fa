"""`network swarm_mysql { driver overlay }`: Docker networks."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import ADDRESS, DEVICE, NAME, SUBNET, SWITCH, choice

_DRIVERS = ("overlay", "bridge", "macvlan", "host")

SHAPE = Shape(
    word="network",
    doc="Declare a Docker network. What names none runs in the host's own network.",
    example="network db { driver overlay; subnet 10.20.0.0/16; attachable yes }",
    slots=(
        Slot("name", "value", NAME, "The names.", many=True, each=True, required=True),
        Slot(
            "driver",
            "block",
            choice("driver", *_DRIVERS),
            "overlay spans hosts, bridge is one host's own, macvlan is on the LAN.",
            choices=_DRIVERS,
            default="bridge",
        ),
        Slot("subnet", "block", SUBNET, "Its addresses."),
        Slot("pool", "block", SUBNET, "The part that Docker may hand out by itself."),
        Slot("gateway", "block", ADDRESS, "The address of its gateway."),
        Slot("attachable", "block", SWITCH, "Whether single containers may join.", default="yes"),
        Slot("encrypted", "block", SWITCH, "Whether hosts encrypt it (ESP).", default="no"),
        Slot("parent", "block", DEVICE, "The device below a macvlan."),
    ),
    named=True,
)
