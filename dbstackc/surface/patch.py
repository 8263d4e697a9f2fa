"""Differences as `patch` and `git apply` read them."""

from difflib import unified_diff


def patch(name: str, before: str | None, after: str | None) -> str:
    """Return a unified diff; None stands for a file that is not there.

    name: relative, with slashes. Empty where the texts are equal.
    """
    lines = unified_diff(
        _lines(before),
        _lines(after),
        "/dev/null" if before is None else f"a/{name}",
        "/dev/null" if after is None else f"b/{name}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(text: str | None) -> list[str]:
    """Split at newlines alone: other line ends are part of a line."""
    if not text:
        return []
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
