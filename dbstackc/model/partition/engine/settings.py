"""The properties of one function, as the engine reads them."""

import re
from collections.abc import Mapping

from dbstackc.base.record import field, record
from dbstackc.model.partition.engine.contract import BadPartition, trim
from dbstackc.model.partition.engine.number import INT, parsed

_LINE_END = re.compile(r"\r\n|\r|\n")
_PAIR = re.compile(r"([^=: \t\f]*)[ \t\f]*[=:]?[ \t\f]*(.*)", re.DOTALL)


@record(frozen=True, slots=True)
class Settings:
    """The texts that rule.xml gives a function.

    properties: by name, blanks and all; an empty one counts as not given, one of blanks does not
        where a number is due.
    files: the texts of the files beside rule.xml, by name.
    shards: how many the table has; needed where the function has no number of its own.
    zone: the time zone of the engine, an IANA name.

    Source: MyCat 1.6.7.4, ConfigUtil.loadElements and ParameterMapping.
    """

    properties: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)
    shards: int = 0
    zone: str = "UTC"

    def text(self, name: str) -> str | None:
        """Return a property; None where it is absent or has only blanks."""
        return trim(self.properties.get(name, "")) or None

    def integer(self, name: str, default: int) -> int:
        """Return a number of 32 bits."""
        text = self.properties.get(name)
        return number(trim(text), name) if text else default

    def needed(self, name: str) -> str:
        """Return a property that the function cannot do without."""
        text = self.text(name)
        if text is None:
            raise BadPartition(f"the property `{name}` is missing")
        return text

    def file(self, name: str) -> str:
        """Return the text of the file that a property names."""
        file = self.needed(name)
        if file not in self.files:
            raise BadPartition(f"the file `{file}` is not beside rule.xml")
        return self.files[file]


def number(text: str, name: str) -> int:
    """Read a number of 32 bits; the name is for the message."""
    value = parsed(text, INT)
    if value is None:
        raise BadPartition(f"`{text}` is not a whole number of 32 bits, and `{name}` must be one")
    return value


def java_properties(text: str) -> dict[str, str]:
    """Read a properties file: `name=value`, or `:` or a blank between them; the last one holds.

    Lines that go on in the next and escapes are taken as they stand.

    Source: java.util.Properties (JDK 8), `load`.
    """
    found: dict[str, str] = {}
    for raw in _LINE_END.split(text):
        line = raw.lstrip(" \t\f")
        if line and line[0] not in "#!":
            for name, value in _PAIR.findall(line)[:1]:
                found[name] = value
    return found


def lines(text: str) -> list[str]:
    """Split a file into trimmed lines without the comments; empty lines stay.

    Source: MyCat 1.6.7.4, `initialize` of AutoPartitionByLong and its kin.
    """
    raw = _LINE_END.split(text)
    if raw[-1] == "":
        raw.pop()
    kept = (trim(line) for line in raw)
    return [line for line in kept if not line.startswith(("#", "//"))]
