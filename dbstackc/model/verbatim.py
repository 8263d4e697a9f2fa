"""Lines for an engine's own file: carried, placed, and remembered where each was said."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from dbstackc.base.origin import Origin
from dbstackc.base.span import Span
from dbstackc.language.declaration import Declaration


class Carrier(Protocol):
    """A thing with lines of its own."""

    @property
    def verbatim(self) -> tuple[str, ...]:
        """The lines, in order."""

    def origin(self, field: str = "name") -> Span:
        """Return the nearest thing the user wrote for a field."""


def lines(parts: Iterable[Declaration], origins: dict[str, Origin]) -> tuple[str, ...]:
    """Return what `verbatim` statements say, in order.

    origins: is given `verbatim`, of the first, and `verbatim.N` for each, counted from 0.
    """
    said: list[Any] = [part.fields["line"] for part in parts if "line" in part.fields]
    for index, given in enumerate(said):
        origins.setdefault("verbatim", Origin(given.span))
        origins[f"verbatim.{index}"] = Origin(given.span)
    return tuple(given.value for given in said)


def placed(thing: Carrier) -> Iterator[tuple[str, Span]]:
    """Yield each line of a thing with the place where it was said."""
    for index, line in enumerate(thing.verbatim):
        yield line, thing.origin(f"verbatim.{index}")
