"""From a path to a topology: every file that it uses read, parsed, decoded, built and checked."""

from collections.abc import Collection
from pathlib import Path

from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.language.program import gather
from dbstackc.model.topology import Topology
from dbstackc.syntax.parse import parse
from dbstackc.syntax.tree import Text, Tree
from dbstackc.work.files import read_text

DEEPEST = 100
"""How many files may stand between the first and the last of a chain of `use`."""


@record(frozen=True, slots=True)
class Compiled:
    """What a path compiles to.

    topology: None where the file could not be read.
    trees, sources: of every file read, in the order in which they take effect.
    """

    topology: Topology | None
    trees: tuple[Tree, ...]
    sources: tuple[Source, ...]


def compile_path(
    path: Path,
    report: Report,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    single_host: bool = False,
) -> Compiled:
    """Return the topology of a file, checked.

    select, ignore: names of rules to run, or not to run.

    Reports: use-circle, use-missing, use-too-deep, edition, what reading, decoding, building and
    rules report.
    """
    source = read_text(path, report)
    if source is None:
        return Compiled(None, (), ())
    return compile_source(source, path.parent, report, select, ignore, single_host)


def compile_source(
    source: Source,
    folder: Path,
    report: Report,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    single_host: bool = False,
) -> Compiled:
    """Return the topology of a text; `use` is followed from a folder.

    Reports: as compile_path.
    """
    from dbstackc.check.run import check
    from dbstackc.model.build import build

    files = _Files(report)
    files.take(source, (folder / Path(source.name).name).resolve(), ())
    trees = tuple(files.trees)
    program = gather(trees, report)
    name = Path(source.name).stem.lower()
    topology = build(program, name if name != "-" else "stack", report)
    if not report.has_errors:
        check(topology, trees, report, select, ignore)
        if single_host and not report.has_errors:
            from dbstackc.model.single import single

            topology = single(topology)
    return Compiled(topology, trees, tuple(tree.span.source for tree in trees))


class _Files:
    """Follow `use` from file to file, each once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.trees: list[Tree] = []
        self._done: set[Path] = set()

    def take(self, source: Source, path: Path, trail: tuple[tuple[Path, Span], ...]) -> None:
        tree = parse(source, self.report)
        self._done.add(path)
        self._edition(tree)
        for statement in tree.statements:
            if statement.word.text != "use":
                continue
            atom = statement.values[0].atoms[0] if statement.values else None
            if not isinstance(atom, Text) or len(statement.values) > 1 or statement.clauses:
                self.report.error(
                    "type",
                    "`use` takes one quoted path",
                    at=statement.span,
                    note="the path is relative to the file that says it",
                    help='write it as in `use "stack.dbs"`',
                )
                continue
            self._follow(atom, path, (*trail, (path, atom.span)))
        self.trees.append(tree)

    def _follow(self, atom: Text, path: Path, trail: tuple[tuple[Path, Span], ...]) -> None:
        try:
            target = (path.parent / atom.text).resolve()
        except (OSError, ValueError, RuntimeError):
            target = None
        circle = [span for known, span in trail if known == target]
        if target is not None and circle:
            places = [span for _, span in trail]
            start = places.index(circle[0])
            self.report.error(
                "use-circle",
                f'`use "{atom.text}"` leads back to where it began',
                at=atom.span,
                says="this closes the circle",
                beside=[(span, "by way of this") for span in places[start:-1]],
                note="a file is used once, so which of them came first would be undecided",
                help="move what they share into a third file",
            )
            return
        if target in self._done:
            return
        if target is None or not _is_file(target):
            self._missing(atom)
            return
        if len(trail) > DEEPEST:
            self.report.error(
                "use-too-deep",
                f"files use each other {len(trail)} deep",
                at=atom.span,
                note=f"{DEEPEST} is as deep as they may",
                help="let one file use the others side by side",
            )
            return
        name = atom.span.source.name
        shown = str(Path(name).parent / atom.text) if "/" in name else atom.text
        source = read_text(target, self.report, shown, atom.span)
        if source is not None:
            self.take(source, target, trail)

    def _missing(self, atom: Text) -> None:
        self.report.error(
            "use-missing",
            f"there is no file `{atom.text}`",
            at=atom.span,
            note="the path is relative to the file that says `use`",
            help="correct the path, or remove the statement",
        )

    def _edition(self, tree: Tree) -> None:
        for index, statement in enumerate(tree.statements):
            if statement.word.text != "dbs":
                continue
            said = statement.values[0].span.text if statement.values else ""
            if said != "1" or index:
                self.report.error(
                    "edition",
                    f"there is no edition `{said}` of the language"
                    if said != "1"
                    else "the edition is said after other statements",
                    at=statement.span,
                    note="there is one edition so far: 1",
                    help="write `dbs 1` as the first statement",
                )


def _is_file(path: Path) -> bool:
    """Tell whether there is a file; no name is too strange to ask about."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
