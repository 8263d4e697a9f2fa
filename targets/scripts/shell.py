"""The scripts as they are shipped: they hold no name of a topology, and read tables that do."""

from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "shell"


@lru_cache(maxsize=32)
def script(name: str) -> str:
    """Return a script's text."""
    return (FOLDER / name).read_text(encoding="utf-8")
