"""`watch eye[1..2] on vm[3..4] { alert …; grafana … }`: what looks at the stack."""

from dbstackc.language.shape import Shape, Slot
from dbstackc.language.types import DURATION, NAME, PLACE, PORT, REFERENCE, SECRET, SIZE, choice

GRAFANA = Shape(
    word="grafana",
    doc="A Grafana beside it, with a dashboard of the stack; `admin` logs in.",
    example="grafana on 3000 with secret.grafana",
    slots=(
        Slot("port", "on", PORT, "The port of the host that operators come to.", default="3000"),
        Slot("secret", "with", SECRET, "The password.", required=True, kind=("secret",)),
        Slot("image", "block", REFERENCE, "The image."),
        Slot("memory", "block", SIZE, "The memory that it may use.", default="512M"),
    ),
)

KINDS = ("host", "containers", "database")

EXPORTER = Shape(
    word="exporter",
    doc="Of which make the exporters of a kind are, all over the stack.",
    example='exporter database { image "prom/mysqld-exporter:v0.17.2" }',
    slots=(
        Slot(
            "kind",
            "value",
            choice("kind", *KINDS),
            "What they tell of: machines, their containers, or databases.",
            choices=KINDS,
            required=True,
        ),
        Slot("image", "block", REFERENCE, "The image, best with a digest."),
        Slot("memory", "block", SIZE, "The memory that each may use."),
    ),
    repeats=True,
)

SHAPE = Shape(
    word="watch",
    doc="Run Prometheus, and all over the stack what tells it how things are; rules follow from"
    " the stack.",
    example="watch eye[1..2] on vm[3..4] { keep 30d; alert pager }",
    slots=(
        Slot(
            "name",
            "value",
            NAME,
            "The names, one Prometheus each.",
            many=True,
            each=True,
            required=True,
        ),
        Slot(
            "place",
            "on",
            PLACE,
            "The host of each, and perhaps its port, 9090 else.",
            many=True,
            each=True,
            required=True,
        ),
        Slot("every", "every", DURATION, "How often it looks.", default="15s"),
        Slot("keep", "block", DURATION, "How long it remembers.", default="15d"),
        Slot(
            "alert",
            "block",
            NAME,
            "Who is told: Alertmanagers, each an external.",
            many=True,
            kind=("external",),
        ),
        Slot("image", "block", REFERENCE, "The image."),
        Slot("memory", "block", SIZE, "The memory that each may use.", default="1G"),
    ),
    parts=(GRAFANA, EXPORTER),
    named=True,
)
