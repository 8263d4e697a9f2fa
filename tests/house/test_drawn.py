"""The laws are tried on every word of the language: what is drawn leaves none out."""

from collections.abc import Iterator
from contextlib import suppress

from hypothesis import HealthCheck, Phase, given, settings

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.language.declaration import Declaration, Entity
from dbstackc.language.program import gather
from dbstackc.language.shape import Shape
from dbstackc.language.words import shapes
from dbstackc.model.partition import METHODS
from dbstackc.syntax.parse import parse
from tests.laws.topologies import Drawn, topologies

REFUSED = {
    "network.driver=host": "every host has one, and it is named `host`",
    "panel.kind=rancher": "it rules no Docker, and a rule says so",
    "pxc.engine=mysql": "a Galera cluster is none of plain MySQL",
    "replication.engine=pxc": "PXC is run by Galera",
    "schema / table.parent_column": "only a table in a table has a parent",
}
"""Places that no right file speaks of, and why; and beside them all of `promise`, a reserved word.
"""

STRUCTURE = {"amend", "drop", "use", "defaults", "let", "dbs"}
"""Words about words: that they are said is all there is to them."""

DEEPEST = 3
"""Tables within tables that are drawn, the outer one counted."""


class AllSeenError(Exception):
    """Ends the drawing."""


def places(shape: Shape, trail: str = "") -> Iterator[str]:
    """Yield each place where something may be said: a word, its slots, the words in its block."""
    here = f"{trail}{shape.word}"
    yield here
    if shape.word in STRUCTURE:
        return
    for slot in shape.slots:
        if slot.name == "name":
            continue
        yield f"{here}.{slot.name}"
        yield from (f"{here}.{slot.name}={choice}" for choice in slot.choices)
    for part in shape.parts:
        if f"{here} / {part.word}".count("table") <= DEEPEST:
            yield from places(part, f"{here} / ")


def said(one: Declaration | Entity, trail: str = "") -> Iterator[str]:
    """Yield each place where a declaration says something."""
    here = f"{trail}{one.word}"
    yield here
    for name, given_ in one.fields.items():
        yield f"{here}.{name}"
        yield from (f"{here}.{name}={value}" for value in map(str, given_.values))
    for part in one.parts:
        yield from said(part, f"{here} / ")


def test_every_place_of_the_language_is_drawn_from() -> None:
    seen: set[str] = set()
    wanted = {each for shape in shapes().values() for each in places(shape)}
    wanted |= {f"by {each}" for each in METHODS}
    wanted = {each for each in wanted if not each.startswith("promise")} - set(REFUSED)

    @settings(
        max_examples=2000,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(topologies())
    def look(drawn: Drawn) -> None:
        report = Report()
        texts = (drawn.text, drawn.overlay) if drawn.overlay else (drawn.text,)
        trees = [parse(Source("x.dbs", text), report) for text in texts]
        seen.update(each.word.text for tree in trees for each in tree.statements)
        program = gather(trees, report)
        everything = [each for known in program.entities.values() for each in known.values()]
        for one in (*everything, *program.loose):
            seen.update(said(one))
        for word, several in program.defaults.items():
            of = [shape.word for shape in shapes().values() if word in (shape.word, shape.family)]
            for each in several:
                seen.update(
                    place.replace(each.word, name, 1) for place in said(each) for name in of
                )
        seen.update(f"by {each}" for each in METHODS if f"by {each}(" in drawn.text)

        if wanted <= seen:
            raise AllSeenError

    with suppress(AllSeenError):
        look()
    assert wanted <= seen, "\n".join(sorted(wanted - seen))
