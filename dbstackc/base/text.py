"""Words in prose: lists and plurals."""

from collections.abc import Sequence


def listed(words: Sequence[str], most: int = 4, last: str = "and") -> str:
    """Join words as a sentence does: "a, b and c"; past `most`, "a, b, … and z"."""
    if len(words) > most:
        words = (*words[: most - 2], "…", words[-1])
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return "1 node" or "3 nodes"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def a(noun: str) -> str:
    """Put the indefinite article before a noun."""
    vowel = noun[:1] in tuple("aeiou") and not noun.startswith(("use", "uni"))
    return f"an {noun}" if vowel else f"a {noun}"


def bracketed(address: str) -> str:
    """Return an address or a name as it stands before a colon: IPv6 in brackets.

    Source: RFC 3986, 3.2.2.
    """
    return f"[{address}]" if ":" in address else address


def endpoint(address: str, port: int) -> str:
    """Join an address or a name and a port: "10.0.0.1:3306", "[fd00::1]:3306"."""
    return f"{bracketed(address)}:{port}"
