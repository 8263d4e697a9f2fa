"""Tree to text: one way to lay out a file.

Two blanks a level. What was written on one line stays on one line where it fits and no comment is
in the way: a block in braces, statements with `;` between. Of blank lines in a row one is kept. In
a run of neighbouring lines the first words are padded to one width, and so are the heads of blocks
on one line. A head that is too long goes on after a comma, or after a `\\`, four blanks further in.

The layout follows from the tree alone, so a text that was formatted is not changed again.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from dbstackc.syntax.build import quoted
from dbstackc.syntax.tree import Atom, Call, Comment, Pair, Statement, Text, Tree, Value

_WIDTH = 100
_MOST_PADDING = 16
"""The most blanks put into a line to bring it into column with its neighbours."""


def format_tree(tree: Tree) -> str:
    """Return the text of a tree that has no syntax error."""
    return "".join(f"{line}\n" for line in _block(tree.statements, tree.rest, ""))


class _Row:
    """The statements that share a line; a tall one has several lines for itself.

    word, head, block: the first statement in three parts; the block of a tall one is `{`.
    more: the other statements, each after a `; `.
    """

    __slots__ = ("block", "first", "head", "is_tall", "last", "more", "word")

    def __init__(self, first: Statement, room: int) -> None:
        self.first = self.last = first
        self.word = first.word.text
        self.head = " ".join(_pieces(first)[1:])
        self.more = ""
        block = _flat_block(first)
        self.block = block or ""
        self.is_tall = block is None or len(self.line()) > room
        if self.is_tall:
            self.block = "{" if first.block is not None else ""

    def line(self, word: int = 0, head: int = 0) -> str:
        """Return the row with its first word, and what stands before its block, padded."""
        line = f"{self.word.ljust(word)} {self.head}" if self.head else self.word
        if self.block:
            line = f"{line.ljust(max(word, head))} {self.block}"
        return line + self.more

    def takes(self, other: Statement, room: int) -> bool:
        """Take in a statement that was on the same line, if nothing forbids it any more."""
        if not other.joined or other.before or self.is_tall or self.after is not None:
            return False
        flat = _flat(other)
        if flat is None or len(self.line()) + 2 + len(flat) > room:
            return False
        self.more += f"; {flat}"
        self.last = other
        return True

    @property
    def after(self) -> Comment | None:
        """The comment that ends the line, or the line on which the block opens."""
        if self.is_tall or self.last.after is not None:
            return self.last.after
        return self.last.closing


def _block(statements: Sequence[Statement], rest: Sequence[Comment], indent: str) -> Iterator[str]:
    """Yield the lines of statements and of the comments after them."""
    room = _WIDTH - len(indent)
    is_first = True
    for run in _runs(_rows(statements, room), room):
        for row, line in run:
            yield from _above(row.first, indent, is_first)
            is_first = False
            after = f"  {row.after.text}" if row.after else ""
            if len(line) > room:
                *folded, line = _folded(row, room)
                yield from (indent + part for part in folded)
            yield indent + line + after
            if row.is_tall and row.first.block is not None:
                yield from _block(row.first.block, row.first.inside, indent + "  ")
                closing = f"  {row.first.closing.text}" if row.first.closing else ""
                yield f"{indent}}}{closing}"
    for comment in rest:
        if comment.blank and not is_first:
            yield ""
        is_first = False
        yield indent + comment.text


def _above(statement: Statement, indent: str, is_first: bool) -> Iterator[str]:
    """Yield the blank lines and comments above a statement."""
    if statement.blank and not is_first:
        yield ""
    for number, comment in enumerate(statement.before):
        if comment.blank and number:
            yield ""
        yield indent + comment.text
    if statement.apart:
        yield ""


def _rows(statements: Sequence[Statement], room: int) -> list[_Row]:
    rows: list[_Row] = []
    for statement in statements:
        if not rows or not rows[-1].takes(statement, room):
            rows.append(_Row(statement, room))
    return rows


def _runs(rows: Sequence[_Row], room: int) -> Iterator[list[tuple[_Row, str]]]:
    """Yield neighbouring rows with their lines, brought into column.

    A run ends at a blank line, a comment on a line of its own, and after a tall row.
    """
    run: list[_Row] = []
    for row in rows:
        if run and (row.first.blank or row.first.before or run[-1].is_tall):
            yield _columns(run, room)
            run = []
        run.append(row)
    if run:
        yield _columns(run, room)


def _columns(run: Sequence[_Row], room: int) -> list[tuple[_Row, str]]:
    fits = [row for row in run if len(row.line()) <= room]
    word = _column([len(row.word) for row in fits])
    if any(len(row.line(word)) > room for row in fits):
        word = 0
    lines: list[tuple[_Row, str]] = []
    for has_brace, group in groupby(run, key=lambda row: bool(row.block) and not row.is_tall):
        rows = list(group)
        head = 0
        if has_brace:
            head = _column([len(row.line(word)) - len(row.block + row.more) - 1 for row in rows])
            if any(len(row.line(word, head)) > room for row in rows):
                head = 0
        for row in rows:
            line = row.line()
            lines.append((row, row.line(word, head) if len(line) <= room else line))
    return lines


def _column(widths: Sequence[int]) -> int:
    """Return the width to pad to, 0 for none."""
    if len(widths) < 2 or max(widths) - min(widths) > _MOST_PADDING:
        return 0
    return max(widths)


def _folded(row: _Row, room: int) -> list[str]:
    """Break a head that is too long into lines."""
    lines = [""]
    for piece in (*_pieces(row.first), *([row.block] if row.block else ())):
        line = lines[-1]
        if not line.strip():
            lines[-1] += piece
        elif len(line) + 1 + len(piece) <= room - 2:
            lines[-1] = f"{line} {piece}"
        else:
            if not line.endswith(","):
                lines[-1] += " \\"
            lines.append(f"    {piece}")
    return lines


def _flat(statement: Statement) -> str | None:
    """Return a statement on one line, its own comments apart, or None if it needs several."""
    block = _flat_block(statement)
    if block is None:
        return None
    return " ".join((*_pieces(statement), *([block] if block else ())))


def _flat_block(statement: Statement) -> str | None:
    """Return the block on one line, empty if there is none, or None if it needs several."""
    if statement.block is None:
        return ""
    if statement.inside or (statement.after and statement.closing):
        return None
    if not statement.block:
        return "{ }"
    if not statement.inline or any(inner.before or inner.after for inner in statement.block):
        return None
    flat = [_flat(inner) for inner in statement.block]
    return f"{{ {'; '.join(part for part in flat if part)} }}" if None not in flat else None


def _pieces(statement: Statement) -> list[str]:
    """Cut a head where a line may end: behind a comma, between values, before a clause."""
    pieces = [statement.word.text]
    for value in statement.values:
        pieces += _listed(value)
    for clause in statement.clauses:
        first, *others = (piece for value in clause.values for piece in _listed(value))
        pieces += (f"{clause.preposition.text} {first}", *others)
    return pieces


def _listed(value: Value) -> list[str]:
    *others, last = map(_atom, value.atoms)
    return [*(f"{atom}," for atom in others), last]


def _atom(atom: Atom) -> str:
    match atom:
        case Text():
            return quoted(atom.text)
        case Call():
            argument = " ".join(_listed(atom.argument)) if atom.argument else ""
            return f"{atom.word.text}({argument})"
        case Pair():
            return f"{atom.left.text} -> {atom.right.text}"
        case _:
            return atom.text
