"""`vip db at … on eth0 to h[1..2]`: an address that moves."""

from dbstackc.language.family import VERBATIM
from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import (
    COUNT,
    DEVICE,
    DURATION,
    NAME,
    PORT,
    SECRET,
    SWITCH,
    TEXT,
    VIP,
    choice,
)

_METHODS = ("rr", "wrr", "lc", "wlc", "sh", "dh", "lblc")

CHECK = Shape(
    word="check",
    doc="How often real servers are asked whether they answer.",
    example="check every 3s",
    slots=(Slot("every", "every", DURATION, "How often.", default="3s"),),
)

FORWARD = Shape(
    word="forward",
    doc="Hand ports of the vip to real servers, through the kernel (IPVS).",
    example="forward 3306 to inner by rr { check every 3s }",
    slots=(
        Slot("ports", "value", PORT, "The ports.", many=True, required=True),
        Slot(
            "to",
            "to",
            NAME,
            "A vip, balancers, routers or externals.",
            many=True,
            required=True,
            kind=("vip", "balancer", "router", "external"),
        ),
        Slot(
            "method",
            "by",
            choice("method", *_METHODS),
            "How one is chosen.",
            choices=_METHODS,
            default="rr",
        ),
        Slot(
            "mode",
            "as",
            choice("mode", "NAT", "DR", "TUN"),
            "How packets get there.",
            choices=("NAT", "DR", "TUN"),
            default="NAT",
        ),
        Slot("sticky", "block", DURATION, "How long a client keeps its server.", default="0s"),
    ),
    parts=(CHECK,),
    repeats=True,
)

SHAPE = Shape(
    word="vip",
    doc="Declare an address that moves to the first of its holders that is alive.",
    example="vip db at 192.168.123.150/24 on ens33 to h[1..2] { router 51; auth secret.vrrp }",
    slots=(
        Slot("name", "value", NAME, "Its name.", required=True),
        Slot("address", "at", VIP, "The address, and perhaps its prefix.", required=True),
        Slot("interface", "on", DEVICE, "The device that carries it; by default the host's."),
        Slot(
            "holders",
            "to",
            NAME,
            "Balancers or hosts; the first holds it.",
            many=True,
            required=True,
            kind=("balancer", "host"),
        ),
        Slot("router", "block", COUNT, "VRRP's virtual_router_id, 1 to 255, one a segment."),
        Slot("beat", "block", DURATION, "Time between adverts.", default="1s"),
        Slot(
            "auth", "block", SECRET, "The password of the group; 8 bytes count.", kind=("secret",)
        ),
        Slot("preempt", "block", SWITCH, "Whether the first holder takes it back.", default="no"),
        Slot("track", "block", PORT, "The port of the holder that must answer."),
        Slot("image", "block", TEXT, "The image.", default='"dbstackc/keepalived:2.2"'),
    ),
    parts=(FORWARD, VERBATIM),
    named=True,
)
