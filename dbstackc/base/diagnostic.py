"""What is wrong, where, why it matters and how to mend it."""

from enum import IntEnum

from dbstackc.base.record import record
from dbstackc.base.span import Span


class Level(IntEnum):
    """How bad it is; a smaller number is worse.

    BUG: a fault of this program. ERROR: no artifact is written. WARNING: it is written, and someone
    will be woken. ADVICE: it could be better.
    """

    BUG = 0
    ERROR = 1
    WARNING = 2
    ADVICE = 3

    @property
    def word(self) -> str:
        """The level as messages spell it."""
        return self.name.lower()


@record(frozen=True, slots=True)
class Label:
    """A span and what to say at it; `text` may be empty."""

    span: Span
    text: str = ""


@record(frozen=True, slots=True)
class Edit:
    """Replace a span by a text."""

    span: Span
    text: str


@record(frozen=True, slots=True)
class Fix:
    """Edits that mend a mistake; they do not overlap.

    title: an imperative, as in "write `pxc2`".
    safe: whether the edits keep the meaning that the author can have had.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


def rewrite(span: Span, was: str, text: str | None) -> Fix | None:
    """Return the fix that writes one word for another.

    None where there is no text to write, or where the span holds more than the word that was meant.
    """
    if text is None or span.text != was:
        return None
    return Fix(f"write `{text}`", (Edit(span, text),))


@record(frozen=True, slots=True)
class Diagnostic:
    """One thing to say to the user.

    rule: kebab-case name; title: one line, lower case, no full stop.
    primary: the place to open in an editor; None only where no file is at fault.
    beside: other places that take part, in the order they are told.
    notes: facts (at most two); helps: imperatives.
    masked: places whose text must not be shown, neither for this finding nor for another.
    """

    rule: str
    level: Level
    title: str
    primary: Label | None = None
    beside: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    fix: Fix | None = None
    masked: tuple[Span, ...] = ()
