"""`engine docker on vm[1..4] { mirror "…" }`: the Docker engine of hosts."""

from dbstackc.language.family import VERBATIM
from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import COUNT, NAME, PORT, SIZE, SUBNET, SWITCH, TEXT

SHAPE = Shape(
    word="engine",
    doc="Set the Docker engine of hosts: their daemon.json, and what their kernel must allow.",
    example='engine docker on vm[1..4] { mirror "https://mirror.example.org"; log 10M }',
    slots=(
        Slot("name", "value", NAME, "Its name.", required=True),
        Slot("hosts", "on", NAME, "The hosts.", many=True, required=True, kind=("host",)),
        Slot("mirror", "block", TEXT, "Where Docker Hub's images are looked for first.", many=True),
        Slot("log", "block", SIZE, "What a log of a container may hold.", default="10M"),
        Slot("keep", "block", COUNT, "How many such logs are kept of a container.", default="3"),
        Slot(
            "pool",
            "block",
            SUBNET,
            "Addresses for networks that say no subnet; by default such as nothing here uses.",
            many=True,
        ),
        Slot(
            "live",
            "block",
            SWITCH,
            "Whether containers outlive a restart of it; by default yes, and no in a Swarm.",
        ),
        Slot("metrics", "block", PORT, "The port where the engine tells Prometheus about itself."),
    ),
    parts=(VERBATIM,),
    named=True,
)
