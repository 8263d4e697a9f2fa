"""The nearest of some names."""

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Return the name that the word is most likely a slip for, or None.

    At most a third of the letters may differ (one in words of up to four); of equally near names
    the first in alphabetical order wins.
    """
    limit = max(1, len(word) // 3)
    best: tuple[int, str] | None = None
    for name in names:
        if abs(len(name) - len(word)) > limit or name == word:
            continue
        distance = _distance(word.lower(), name.lower(), limit)
        if distance <= limit and (best is None or (distance, name) < best):
            best = (distance, name)
    return best[1] if best else None


def _distance(left: str, right: str, limit: int) -> int:
    """Count the edits between two words, a swap of neighbours as one; stop past the limit."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
