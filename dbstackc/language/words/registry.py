"""`registry hub on vm1:5000 { user … }`: where the hosts get their images from."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import NAME, PATH, PLACE, SECRET, TEXT

USER = Shape(
    word="user",
    doc="Who may pull and push.",
    example="user puller with secret.registry",
    slots=(
        Slot("account", "value", NAME, "Its name.", required=True),
        Slot("secret", "with", SECRET, "Its password.", required=True, kind=("secret",)),
    ),
)

SHAPE = Shape(
    word="registry",
    doc="Run a registry of one's own, and pull every image of the stack from it.",
    example="registry hub on vm1:5000 { user puller with secret.registry }",
    slots=(
        Slot("name", "value", NAME, "Its name.", required=True),
        Slot("place", "on", PLACE, "Its host, and perhaps its port, 5000 else.", required=True),
        Slot("certificate", "block", PATH, "Its certificate, a file of its host."),
        Slot("key", "block", PATH, "The key of the certificate, a file of its host."),
        Slot(
            "authority",
            "block",
            PATH,
            "Who signed the certificate, a file of every host, where its system does not know.",
        ),
        Slot("image", "block", TEXT, "What it runs.", default='"registry:2.8.3"'),
    ),
    parts=(USER,),
    named=True,
)
