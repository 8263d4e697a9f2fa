"""A Compose file as a tree of values with their places, and what it takes in."""

from collections.abc import Mapping
from typing import NamedTuple

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.facts.said import Said
from dbstackc.lint.yaml import Filled, Node, Refused, tree

from .variables import interpolated, is_broken


class Taken(NamedTuple):
    """A file that another one takes in.

    place: what names it. name: of the file. how: over (it is laid over the other), under (the other
    is laid over it), base (services extend its own) or beside (all of it is included).
    """

    place: Said
    name: str
    how: str


class File(NamedTuple):
    """A whole file; root: None where it holds nothing or is no YAML.

    whole: what comes of it with all that it takes in; the root itself where that is nothing.
    taken: the files that it takes in. is_open: whether one of them could not be read.
    amends: whether it is laid over another, and is nothing by itself.
    """

    source: Source
    root: Node | None
    whole: Node | None = None
    taken: tuple[Taken, ...] = ()
    is_open: bool = False
    amends: bool = False

    @property
    def parts(self) -> frozenset[str]:
        """The names of the files that are laid over each other, its own first."""
        return frozenset((self.source.name, *(t.name for t in self.taken if t.how == "over")))


def read(source: Source, variables: Mapping[str, str], report: Report) -> File:
    """Return the tree of a text.

    Reports: compose/not-yaml.
    """

    def fill(text: str) -> Filled:
        filled, certain = interpolated(text, variables)
        return Filled(filled, certain, is_broken(text))

    root = tree(source, fill)
    if isinstance(root, Refused):
        report.error(
            "compose/not-yaml",
            f"this is no YAML: {root.reason}",
            at=root.at,
            note="Docker reads nothing of a file that it cannot read to its end",
        )
        return File(source, None)
    return File(source, root, root)
