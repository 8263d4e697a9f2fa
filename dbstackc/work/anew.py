"""What the language tells containers anew: of what import could not say, that is not lost."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from posixpath import dirname, join, normpath

from dbstackc.base.record import replace
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.language.program import gather
from dbstackc.lint.facts.container import Container
from dbstackc.lint.follows import TOPOLOGY, label
from dbstackc.lint.lift.draft import Beside, Left, told_beside
from dbstackc.lint.lift.lift import Lifted
from dbstackc.lint.reader import Text
from dbstackc.lint.stack import Stack
from dbstackc.lint.yaml import Refused, tree, values
from dbstackc.model.build import build as build_topology
from dbstackc.syntax.format import format_tree
from dbstackc.syntax.parse import parse
from dbstackc.work.build import build
from dbstackc.work.lint import read_stacks

_TREES = (".yml", ".yaml", ".json")
_STARTS = ("compose.yml", "stack.yml")


def still_left(lifted: Lifted, stack: Stack) -> tuple[Left, ...]:
    """Return what is left of a stack, without what the files say too that are built of it.

    Where nothing can be built of it, all is left.
    """
    if not any(each.beside for each in lifted.left):
        return lifted.left
    again = _Again(lifted, stack)
    found = []
    for each in lifted.left:
        beside = tuple(one for one in each.beside if not again.tells(one))
        if beside and len(beside) < len(each.beside):
            found.append(replace(each, beside=beside, why=told_beside(beside)))
        elif beside or not each.beside:
            found.append(each)
    return tuple(found)


class _Again:
    """The bundle that is built of what was lifted."""

    def __init__(self, lifted: Lifted, stack: Stack) -> None:
        self._beside = {id(read.source): read.context.beside for read in stack.reads}
        self._files = _built(lifted, _called(stack))
        self._values: dict[str, Counter[tuple[str, str]]] = {}

    @cached_property
    def _containers(self) -> Mapping[str, Container]:
        """What the bundle starts, by names."""
        sources = {
            path: Source(path, text) for path, text in self._files.items() if path.endswith(_STARTS)
        }
        texts = [Text(each, lambda _: None, named=False) for each in sources.values()]
        every = (one for each in read_stacks(texts, Report()) for one in each.all(Container))
        found: dict[str, Container] = {}
        for one in every:
            found.setdefault(one.name.text, one)
        return found

    def tells(self, one: Beside) -> bool:
        """Return whether a container of the bundle is told the same."""
        again = self._containers.get(one.container.name.text)
        if again is None:
            return False
        if one.variable is not None:
            given = {each.name: each.value for each in again.environment}
            said, other = one.variable.value, given.get(one.variable.name)
            return said is not None and other is not None and said.text == other.text
        if one.mount is None:
            return again.privileged is not None
        return self._mounts(one, again)

    def _mounts(self, one: Beside, again: Container) -> bool:
        """Tell whether a container of the bundle sees the same at a place inside."""
        assert one.mount is not None and one.mount.outside is not None
        outside = one.mount.outside
        same = [each for each in again.mounts if each.inside.text == one.mount.inside.text]
        if not same or same[0].outside is None:
            return False
        if outside.text.startswith("/"):
            return same[0].outside.text == outside.text
        beside = self._beside.get(id(outside.span.source))
        before = beside(outside.text.replace("filled/", "", 1)) if beside is not None else None
        place = _place(again, same[0].outside.text)
        if before is None or place not in self._files:
            return False
        after = Source(place, self._files[place])
        if one.said is not None:
            return (one.path, one.said.text) in self._values_of(after)
        if before.text == after.text:
            return True
        is_tree = place.endswith(_TREES)
        return is_tree and _values(before) == self._values_of(after)

    def _values_of(self, source: Source) -> Counter[tuple[str, str]]:
        if source.name not in self._values:
            self._values[source.name] = _values(source)
        return self._values[source.name]


def _values(source: Source) -> Counter[tuple[str, str]]:
    """Return the values of a text, each with how often it stands at its path."""
    root = tree(source)
    found = values(None if isinstance(root, Refused) else root)
    return Counter((path, said.text) for path, said in found)


def _place(one: Container, outside: str) -> str:
    folder = dirname(one.span.source.name)
    return normpath(join(folder, outside.replace("filled/", "", 1)))


def _called(stack: Stack) -> str:
    """Return the name of a stack, as its containers' labels say it."""
    names = (label(one, TOPOLOGY) for one in stack.all(Container))
    return next((name for name in names if name), "stack")


def _built(lifted: Lifted, name: str) -> dict[str, str]:
    """Return the files of the bundle by their paths; none where a mistake is in the way."""
    report = Report()
    source = Source(f"{name}.dbs", format_tree(lifted.tree))
    topology = build_topology(gather([parse(source, report)], report), name, report)
    if report.has_errors:
        return {}
    made = build(topology, [source], "", report)
    if made is None:
        return {}
    return {path: content.decode() for path, (content, _) in made.files.items()}
