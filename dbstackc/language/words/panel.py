"""`panel board by portainer on vm1:9443 { password …; agents on … }`: what shows the containers."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import ADDRESS, NAME, PLACE, REFERENCE, SECRET, SIZE, choice

KINDS = ("portainer", "visualizer", "rancher")

AGENTS = Shape(
    word="agents",
    doc="For Portainer: who does on each host what the panel asks for. Without them it sees its own"
    " host alone, through the socket of that host's Docker.",
    example="agents on vm[1..4]:9101 with secret.agents",
    slots=(
        Slot(
            "place",
            "on",
            PLACE,
            "The hosts, and the port that the panel comes to, 9001 else; none in a network.",
            many=True,
            required=True,
        ),
        Slot(
            "secret",
            "with",
            SECRET,
            "What a panel must know; without it an agent obeys the first that comes.",
            required=True,
            kind=("secret",),
        ),
        Slot("image", "block", REFERENCE, "The image; by default the panel's own version."),
        Slot("memory", "block", SIZE, "The memory that each may use.", default="128M"),
    ),
)

SHAPE = Shape(
    word="panel",
    doc="Declare pages that show the containers, or rule them.",
    example="panel board by portainer on vm1:9443 { password secret.board;"
    " agents on vm[1..4]:9101 with secret.agents }",
    slots=(
        Slot("name", "value", NAME, "The names.", many=True, each=True, required=True),
        Slot(
            "kind",
            "by",
            choice("kind", *KINDS),
            "`portainer` rules what runs on hosts; `visualizer` draws the tasks of a Swarm, on one"
            " of its managers; `rancher` rules Kubernetes alone, and is refused.",
            choices=KINDS,
            required=True,
        ),
        Slot("address", "at", ADDRESS, "The fixed address of each.", many=True, each=True),
        Slot("network", "in", NAME, "Its Docker network.", kind=("network",)),
        Slot(
            "place",
            "on",
            PLACE,
            "The host of each, and the port where it is seen: 9443 else, 8080 for `visualizer`.",
            many=True,
            each=True,
            required=True,
        ),
        Slot(
            "seen",
            "from",
            choice("place", "loopback", "admin"),
            "Who comes to it: whoever is logged in on its host, or operators from elsewhere;"
            " by default `admin` for `portainer`, which asks who they are, `loopback` for others.",
            choices=("loopback", "admin"),
        ),
        Slot("image", "block", REFERENCE, "The image."),
        Slot("memory", "block", SIZE, "The memory that each may use.", default="256M"),
        Slot(
            "password",
            "block",
            SECRET,
            "For Portainer: the password of its `admin`, when it starts for the first time.",
            kind=("secret",),
        ),
    ),
    parts=(AGENTS,),
    named=True,
)
