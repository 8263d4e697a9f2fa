"""A text with a name, and the way from offsets to lines and columns."""

from bisect import bisect_right


class Source:
    """A named text.

    Offsets are counted in code points from 0; lines and columns from 1.
    """

    __slots__ = ("_starts", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        if self._starts is None:
            starts = [0]
            find, at = self.text.find, 0
            while (at := find("\n", at)) >= 0:
                at += 1
                starts.append(at)
            self._starts = starts
        return self._starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset; both count from 1.

        offset: 0 to the length of the text, both inclusive.
        """
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return one line without its end.

        number: from 1; a number past the last line gives an empty text.
        """
        starts = self.starts
        if number > len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r")

    @property
    def lines(self) -> int:
        """How many lines there are, at least 1."""
        return len(self.starts)

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.text)} code points)"
