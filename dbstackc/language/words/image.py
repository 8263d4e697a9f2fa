"""`image mycat as "…" by mycat { sha256 … }`: images that are built."""

from dbstackc.language.family import VERBATIM
from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import ARCHIVE, CHECKSUM, NAME, PACKAGE, REFERENCE, choice

RECIPES = ("mycat", "keepalived", "plain")

SHAPE = Shape(
    word="image",
    doc="Build an image. Those that things name and no registry has are built without a word.",
    example='image mycat as "dbstackc/mycat:1.6.7.4" by mycat { base "eclipse-temurin:8-jre" }',
    slots=(
        Slot("name", "value", NAME, "Its name, and that of its folder.", required=True),
        Slot("tag", "as", REFERENCE, "What things call it.", required=True),
        Slot(
            "recipe",
            "by",
            choice("recipe", *RECIPES),
            "What is put on the base: `mycat`, `keepalived`, or the packages alone.",
            choices=RECIPES,
            default="plain",
        ),
        Slot(
            "base",
            "block",
            REFERENCE,
            "The image that it begins with, best with a digest; by default as the recipe needs it.",
        ),
        Slot("packages", "block", PACKAGE, "Debian packages that are installed.", many=True),
        Slot(
            "archive",
            "block",
            ARCHIVE,
            "What `mycat` is unpacked from; by default MyCat's own site.",
        ),
        Slot("sha256", "block", CHECKSUM, "The archive's checksum; without it nothing is built."),
    ),
    parts=(VERBATIM,),
    named=True,
)
