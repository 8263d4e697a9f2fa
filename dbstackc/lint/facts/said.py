"""A value and where it is written, and what every fact has."""

from dbstackc.base.record import record
from dbstackc.base.span import Span


@record(frozen=True, slots=True)
class Said:
    """A value as the engine understands it, and where it is written.

    text: quotes, escapes and variables resolved. span: the value alone, without its keyword; where
        a variable or an anchor brought it, the place that asks for it.
    secret: whether it must not be shown.
    """

    text: str
    span: Span
    secret: bool = False

    @property
    def number(self) -> int | None:
        """The value as a whole number, or None if it is none."""
        try:
            return int(self.text)
        except ValueError:
            return None

    def __repr__(self) -> str:
        return f"Said({'***' if self.secret else self.text!r}, {self.span})"


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Fact:
    """What every fact has.

    name: what it is called; "" where it has no name, with the span of what stands for it.
    span: all of it, from its first word to its last.
    """

    name: Said
    span: Span
