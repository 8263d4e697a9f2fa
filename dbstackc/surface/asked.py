"""What was asked for on the command line, however it was read."""

from collections.abc import Mapping, Sequence

Value = bool | int | str | Sequence[str] | None


class Asked:
    """The values of one command, by the name of the flag or argument, without dashes."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = dict(values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and self._values == other._values

    def __repr__(self) -> str:
        return f"Asked({self._values})"

    def flag(self, name: str) -> bool:
        """Return whether a switch was given."""
        return bool(self._values.get(name))

    def count(self, name: str) -> int:
        """Return how often a switch was given."""
        found = self._values.get(name)
        return found if isinstance(found, int) else 0

    def text(self, name: str, default: str = "") -> str:
        """Return the value of a flag, or what holds without it."""
        found = self._values.get(name)
        return found if isinstance(found, str) else default

    def many(self, name: str) -> list[str]:
        """Return all values of a flag that may be repeated; commas separate as well."""
        return [part for text in self.listed(name) for part in text.split(",") if part]

    def listed(self, name: str) -> list[str]:
        """Return all values of an argument, as they were given."""
        found = self._values.get(name)
        if found is None or isinstance(found, bool | int):
            return []
        return [found] if isinstance(found, str) else list(found)

    @property
    def given(self) -> list[str]:
        """The names of what was given, without what was said there."""
        return sorted(name for name, value in self._values.items() if value)
