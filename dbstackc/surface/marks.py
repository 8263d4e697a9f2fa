"""Draw one line of a source and what is said beneath it."""

from dbstackc.base.record import record
from dbstackc.surface.cells import cells, shown
from dbstackc.surface.look import Look


@record(frozen=True, slots=True)
class Mark:
    """A label on one line.

    start, end: code points of the line from 0, half open, end > start; they may lie past its end.
    """

    line: int
    start: int
    end: int
    text: str
    is_primary: bool


Row = list[tuple[str, str]]
"""Pieces of a row from left to right: text and its kind, "primary", "beside" or ""."""


@record(frozen=True, slots=True)
class DrawnLine:
    """A line as it is shown, and the rows beneath it."""

    text: str
    rows: list[Row]


@record(frozen=True, slots=True)
class _Placed:
    """A mark in cells."""

    start: int
    end: int
    text: str
    kind: str


def draw_line(line: str, marks: list[Mark], look: Look) -> DrawnLine:
    """Draw a line and its marks; a long line is cut around the primary mark, or the first one."""
    anchor = min(marks, key=lambda mark: (not mark.is_primary, mark.start), default=None)
    text, starts, first = _window(line, anchor, look)
    if not marks:
        return DrawnLine(text, [])
    placed = []
    for mark in marks:
        start = starts[min(max(mark.start - first, 0), len(starts) - 1)]
        end = starts[min(max(mark.end - first, 0), len(starts) - 1)]
        kind = "primary" if mark.is_primary else "beside"
        placed.append(_Placed(start, max(end, start + 1), shown(mark.text, look), kind))
    return DrawnLine(text, _rows(placed, look))


def _window(line: str, anchor: Mark | None, look: Look) -> tuple[str, list[int], int]:
    """Return what is shown of a line, the cell at which each shown character begins, the first.

    The list has one entry more than there are characters shown: where the text ends.
    """
    limit = max(look.width, 20)
    start = min(anchor.start, len(line)) if anchor else 0
    end = min(max(anchor.end if anchor else 0, start), len(line), start + limit)
    low, high = max(0, start - 4 * limit), min(len(line), end + 4 * limit)
    drawn = cells(line[low:high], look)
    sizes = [size for _, size in drawn]
    left, right = start - low, min(end - low, len(drawn))
    if sum(sizes) <= limit:
        left, right = 0, len(drawn)
    else:
        used = sum(sizes[left:right])
        while right > left + 1 and used > limit:
            right -= 1
            used -= sizes[right]
        before = 0
        while left > 0 and before + sizes[left - 1] <= (limit - used) // 2:
            left -= 1
            before += sizes[left]
        used += before
        while right < len(drawn) and used + sizes[right] <= limit:
            used += sizes[right]
            right += 1
        while left > 0 and used + sizes[left - 1] <= limit:
            left -= 1
            used += sizes[left]
    head = look.dots if low + left > 0 else ""
    tail = look.dots if low + right < len(line) else ""
    starts = [len(head)]
    for size in sizes[left:right]:
        starts.append(starts[-1] + size)
    return head + "".join(cell for cell, _ in drawn[left:right]) + tail, starts, low + left


def _rows(placed: list[_Placed], look: Look) -> list[Row]:
    """Return the row of marks, and rows for those texts that find no room beside it."""
    order = sorted(placed, key=lambda mark: (mark.start, mark.end, mark.kind == "primary"))
    marks = _Canvas()
    for mark in sorted(order, key=lambda mark: mark.kind == "primary"):
        sign = "^" if mark.kind == "primary" else "-"
        marks.put(mark.start, sign * (mark.end - mark.start), mark.kind)
    hung = [mark for mark in order if mark.text]
    beside = hung[-1] if hung else None
    if beside and beside.end == marks.end and all(m.start < beside.start for m in hung[:-1]):
        marks.put(marks.end + 1, beside.text, beside.kind)
        hung.pop()
    rows = [marks.row()]
    if hung:
        rows.append(_posts(hung, look).row())
    while hung:
        mark = hung.pop()
        row = _posts(hung, look)
        more = any(other.start == mark.start for other in hung)
        tip = ("├ " if more else "╰ ") if look.boxes else ""
        row.put(mark.start, tip + mark.text, mark.kind)
        rows.append(row.row())
    return rows


def _posts(hung: list[_Placed], look: Look) -> "_Canvas":
    """Draw the vertical lines that lead down to texts yet to come."""
    canvas = _Canvas()
    for mark in hung:
        canvas.put(mark.start, "│" if look.boxes else "|", mark.kind)
    return canvas


class _Canvas:
    """One row, written piece by piece; what is written later covers what was there.

    A text counts one cell a character: nothing is ever put to the right of a wide one.
    """

    def __init__(self) -> None:
        self._cells: dict[int, tuple[str, str]] = {}

    @property
    def end(self) -> int:
        """The first cell after everything."""
        return max(self._cells, default=-1) + 1

    def put(self, at: int, text: str, kind: str) -> None:
        """Write a text from a cell on."""
        for offset, char in enumerate(text):
            self._cells[at + offset] = (char, kind)

    def row(self) -> Row:
        """Return the pieces, gaps filled with blanks."""
        row: Row = []
        for at in range(self.end):
            char, kind = self._cells.get(at, (" ", ""))
            if row and row[-1][1] == kind:
                row[-1] = (row[-1][0] + char, kind)
            else:
                row.append((char, kind))
        return row
