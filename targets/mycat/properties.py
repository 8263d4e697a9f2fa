"""Texts in Java's properties files."""

from dbstackc.base.span import Span

from .document import Plain


def write_properties(pairs: tuple[tuple[str, str], ...], origin: Span) -> Plain:
    """Return a properties file; the keys are plain words.

    Source: java.util.Properties (JDK 8), `load`: Latin-1, backslash escapes.
    """
    return Plain(lines=tuple((f"{key}={escape(value)}", origin) for key, value in pairs))


def escape(text: str) -> str:
    """Return a value as it is to be written: backslashes doubled, all but ASCII as UTF-16 units."""
    written = []
    for char in text:
        if char == "\\":
            written.append("\\\\")
        elif " " < char <= "~" or (char == " " and written):
            written.append(char)
        else:
            data = char.encode("utf-16-be", "surrogatepass")
            written += [f"\\u{data[at]:02X}{data[at + 1]:02X}" for at in range(0, len(data), 2)]
    return "".join(written)
