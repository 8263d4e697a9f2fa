"""Whose file it is that speaks of a whole machine."""

from posixpath import basename, dirname, normpath

from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.lift.draft import Draft, Machine
from dbstackc.lint.machines import folders


def machine_of(kind: str, fact: Fact, draft: Draft) -> Machine | None:
    """Return the machine of a file: that of what is started from the nearest folder above it.

    Else it is the one that is called as that folder; alone it is of a machine that only such files
    tell of. What one document shows of both is no evidence. kind: of the file.
    """
    name = fact.span.source.name
    above = [*folders(kind, name)]
    for folder in above:
        homes = {
            draft.homes[id(one)].name: draft.homes[id(one)]
            for one in draft.stack.all(Container)
            if id(one) in draft.homes
            and one.span.source.name != name
            and dirname(normpath(one.span.source.name)) == folder
        }
        if homes:
            return next(iter(homes.values())) if len(homes) == 1 else None
    if (told := draft.find(basename(above[-1]))) is not None:
        return told
    if above[-1] not in draft.owned and not draft.stack.all(Container) and not draft.machines:
        draft.owned[above[-1]] = draft.nowhere(fact.name.span, basename(above[-1]))
    return draft.owned.get(above[-1])
