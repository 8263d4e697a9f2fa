"""Where a value of the topology comes from."""

from dbstackc.base.record import record
from dbstackc.base.span import Span


@record(frozen=True, slots=True)
class Origin:
    """The place that decided a value.

    span: what the user wrote; for a default or a derived value, the nearest thing that was
        written and that it hangs on.
    how: "said" (written there), "default" (nobody said it), or "derived" (it follows from
        the span).
    note: for a default or a derived value, one phrase that says from what; empty for a said one.
    """

    span: Span
    how: str = "said"
    note: str = ""
