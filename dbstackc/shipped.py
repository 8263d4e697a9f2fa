"""Where grammar/ and targets/ are, in a checkout and in a wheel."""

from pathlib import Path


def folder(name: str) -> Path:
    """Return a shipped folder: inside the package in a wheel, beside it in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / name
    return inside if inside.is_dir() else here.parent / name
