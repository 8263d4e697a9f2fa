"""`backup pxc1, pxc2 to "/backup" at 03:15 with secret.backup`: copies of clusters, by a clock."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import DURATION, KEPT, NAME, PATH, SECRET, SWITCH, TIME

SHAPE = Shape(
    word="backup",
    doc="Take copies of clusters by a clock, each on the host of the node that it is taken from.",
    example='backup pxc1, rep1 to "/var/backups/db" at 03:15 with secret.backup { keep 7d }',
    slots=(
        Slot(
            "name",
            "value",
            NAME,
            "The clusters.",
            many=True,
            each=True,
            required=True,
            kind=("cluster",),
        ),
        Slot(
            "node",
            "from",
            NAME,
            "The node of each that is copied; by default the last one, which writes last go to.",
            many=True,
            each=True,
            kind=("node",),
        ),
        Slot("folder", "to", PATH, "The folder of the node's host that holds them.", required=True),
        Slot("time", "at", TIME, "When, by the host's clock; with `every`, the first of a day."),
        Slot("gap", "every", DURATION, "How often, so that a day holds a whole number; else 1d."),
        Slot("account", "as", NAME, "The account that copies, on the node alone; else `copier`."),
        Slot("secret", "with", SECRET, "Its password.", required=True, kind=("secret",)),
        Slot(
            "keep",
            "block",
            KEPT,
            "How many copies are kept, or for how long; the last good one always is.",
            default="7d",
        ),
        Slot(
            "mounted",
            "block",
            SWITCH,
            "Whether the folder lies on a disk of its own or of another machine, which must be "
            "mounted.",
            default="no",
        ),
        Slot(
            "then",
            "block",
            PATH,
            "A program of the host that gets each new copy's folder, such as to send it away.",
        ),
    ),
    named=True,
)
