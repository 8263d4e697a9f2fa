"""`inventory contexts, ansible, cloud-init`: how people reach the hosts, and make them ready."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import NAME, PORT, choice

WAYS = ("contexts", "ansible", "cloud-init", "docker-machine")

SHAPE = Shape(
    word="inventory",
    doc="Write the hosts down for what people reach machines with, and for their first start.",
    example="inventory contexts, ansible, cloud-init { login admin }",
    slots=(
        Slot(
            "ways",
            "value",
            choice("way", *WAYS),
            "Contexts of docker over ssh, Ansible, cloud-init; docker-machine is retired.",
            many=True,
            required=True,
            choices=WAYS,
        ),
        Slot("login", "block", NAME, "Who logs in.", default="root"),
        Slot("port", "block", PORT, "Where ssh listens.", default="22"),
    ),
)
