"""The files of one conf folder, as far as they were given, and what its loader makes of them."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from posixpath import basename, dirname
from typing import TypeVar

from dbstackc.base.span import Span
from dbstackc.lint.excerpt import Excerpt
from dbstackc.lint.facts.router import (
    Function,
    RouterSchema,
    RouterSystem,
    RouterTable,
    TableRule,
)
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.reader import Read
from dbstackc.lint.stack import Stack
from dbstackc.lint.xml import Xml
from dbstackc.model.partition import BadPartition, Partition
from dbstackc.model.partition import read as read_partition

from .asked import is_global, number
from .engine.conf import Conf, Refused
from .lines import Lines

F = TypeVar("F", bound=Fact)

_XML = ("mycat-schema", "mycat-rule", "mycat-server")
_SHIPPED = ("cacheservice.properties", "myid.properties", "index_to_charset.properties")
"""Files of every folder that few people edit: where one is given, all of the folder is."""


class Folder:
    """One conf folder, or the parts of one that a document shows.

    reads: of all its files. lines: its plain files, by name. whole: whether its XML files are
    files, and not parts of such.
    """

    def __init__(self, reads: list[Read]) -> None:
        self.reads = reads
        self.lines: dict[str, Lines] = {
            _called(read): read.document for read in reads if isinstance(read.document, Lines)
        }
        self.whole = not any(read.context.fragment or _is_template(read) for read in reads)
        for function in self.all(Function):
            for said in map(function.properties.get, ("mapFile", "weightMapFile")):
                if said is not None and said.text and said.text not in self.lines:
                    self._take(said.text)

    def _take(self, name: str) -> None:
        """Take a file that another names, where it lies among the given ones."""
        for read in self.reads:
            if read.reader.kind == "mycat-rule" and not read.context.fragment:
                source = read.context.beside(name)
                if source is not None:
                    self.lines[name] = Lines(source, "mycat-map")

    def all(self, kind: type[F]) -> list[F]:
        """Return every fact of a kind, in the order of files and places."""
        return [fact for read in self.reads for fact in read.facts if isinstance(fact, kind)]

    def has(self, kind: str) -> bool:
        """Tell whether a file of a kind, as `mycat-rule`, is there."""
        return any(read.reader.kind == kind for read in self.reads)

    def full(self, kind: str) -> bool:
        """Tell whether all of a `mycat-schema` or its like is there, as a file or in a document."""
        return any(
            read.document.roots[:1] and read.document.roots[0].name == kind.replace("-", ":", 1)
            for read in self.reads
            if read.reader.kind == kind and not _is_template(read)
        )

    @cached_property
    def complete(self) -> bool:
        """Whether what is not given is not there either."""
        return any(name in self.lines or self.beside(name) for name in _SHIPPED)

    def beside(self, name: str) -> bool:
        """Tell whether a file lies beside these, though it be no part of the stack."""
        asked = (read for read in self.reads if not read.context.fragment)
        return any(read.context.beside(name) is not None for read in asked)

    @cached_property
    def tables(self) -> list[tuple[RouterSchema | None, RouterTable]]:
        """All tables, each with its schema; those of a part that shows no schema have none."""
        inside = [(schema, table) for schema in self.all(RouterSchema) for table in schema.tables]
        return inside + [(None, table) for table in self.all(RouterTable)]

    @cached_property
    def sequence(self) -> int | None:
        """The type of its sequences; None where versions of MyCat would disagree, or none says."""
        if not self.full("mycat-server"):
            return None
        said = [system.properties for system in self.all(RouterSystem)]
        found = {
            number(properties, name, 0)
            for properties in said
            for name in ("sequnceHandlerType", "sequenceHandlerType")
            if name in properties
        }
        return next(iter(found)) if len(found) == 1 else None if found else 0

    @cached_property
    def table_rules(self) -> dict[str, TableRule]:
        """The rules of rule.xml by name."""
        return {rule.name.text: rule for rule in reversed(self.all(TableRule))}

    @cached_property
    def functions(self) -> dict[str, Function]:
        """The functions of rule.xml by name."""
        return {each.name.text: each for each in reversed(self.all(Function))}

    @cached_property
    def files(self) -> dict[str, str]:
        """The texts of its files by name; an XML file by the name that the loader asks for."""
        found = {name: lines.source.text for name, lines in self.lines.items()}
        for read in self.reads:
            if isinstance(read.document, Xml):
                found[f"{read.document.kind}.xml"] = read.source.text
        return found

    def function_of(self, table: RouterTable) -> Function | None:
        """Return the function that places a table's rows; None where none is known."""
        rule = table.attributes.get("rule")
        found = None if rule is None else self.table_rules.get(rule.text)
        if found is None or found.function is None:
            return None
        return self.functions.get(found.function.text)

    def partition(self, function: Function) -> Partition | None:
        """Return the function as the engine sets it up; None where it cannot, or we cannot follow.

        A map file that is not given is not followed either.
        """
        properties = {name: said.text for name, said in function.properties.items()}
        name = "" if function.kind is None else function.kind.text
        name = name.replace("org.opencloudb.", "io.mycat.")
        try:
            return read_partition(name, properties, files=self.files)
        except (BadPartition, KeyError):
            return None

    def mapped(self) -> Iterator[tuple[RouterTable, Function, Partition, Lines]]:
        """Yield each table whose function reads a map file that is there, and both of these."""
        for _, table in self.tables:
            function = self.function_of(table)
            made = None if function is None or is_global(table) else self.partition(function)
            if function is not None and made is not None and made.map_name in self.lines:
                yield table, function, made, self.lines[made.map_name]

    @cached_property
    def conf(self) -> Conf | None:
        """What the loader makes of it; None where parts are shown, and for ZooKeeper's folder."""
        if any(basename(dirname(read.source.name)) == "zkconf" for read in self.reads):
            return None
        if not self.whole or not any(read.reader.kind in _XML for read in self.reads):
            return None
        from .loader import read_folder

        trees = {
            f"{read.document.kind}.xml": read.document
            for read in self.reads
            if isinstance(read.document, Xml)
        }
        return read_folder(self.files, trees)

    def place(self, refused: Refused) -> Span | None:
        """Return where a refusal stands; None for a file that is not there."""
        if refused.at is not None:
            return refused.at
        if refused.file in self.lines:
            return self.lines[refused.file].line(refused.line)
        return None


def _is_template(read: Read) -> bool:
    return isinstance(read.document, Xml) and read.document.is_template


def _called(read: Read) -> str:
    """Return the name of a plain file in its folder, as the loader has it."""
    name = basename(read.source.name)
    return f"ruledata/{name}" if read.reader.kind == "mycat-slots" else name


@lru_cache(maxsize=2)
def folders(stack: Stack) -> tuple[Folder, ...]:
    """Return the conf folders of a stack.

    Files of one folder are one; where it holds several of a kind, each is read alone, but for those
    that have the names that the engine asks for. The parts of a document are one.
    """
    groups: dict[str, list[Read]] = {}
    for read in stack.reads:
        if read.reader.kind.startswith("mycat-"):
            inside = isinstance(read.source, Excerpt) or read.context.fragment
            name = read.source.name
            if not inside:
                place = dirname(name)
                slots = read.reader.kind == "mycat-slots"
                name = f"{dirname(place) if slots else place}/"
            groups.setdefault(name, []).append(read)
    return tuple(folder for reads in groups.values() for folder in _split(reads))


def _split(reads: list[Read]) -> Iterator[Folder]:
    kinds = [read.reader.kind for read in reads if read.reader.kind in _XML]
    if len(kinds) == len(set(kinds)) or all(read.context.fragment for read in reads):
        yield Folder(reads)
        return
    named = [
        read
        for read in reads
        if read.reader.kind not in _XML or basename(read.source.name) == read.reader.example
    ]
    yield Folder(named)
    for read in reads:
        if read not in named:
            yield Folder([read])


def refusals(stack: Stack, *kinds: str) -> Iterator[tuple[Refused, Span]]:
    """Yield what the loader refuses of some kinds, and where.

    What rests on a file that may be there, and was not given, is no refusal.
    """
    for folder in folders(stack):
        if folder.conf is None or folder.conf.is_old:
            continue
        for refused in folder.conf.refused:
            if refused.kind not in kinds:
                continue
            if refused.missing and (not folder.complete or folder.beside(refused.missing)):
                continue
            at = folder.place(refused)
            if at is None:
                source = next(read.source for read in folder.reads if read.reader.kind in _XML)
                at = Span(source, 0, 0)
            yield refused, at
