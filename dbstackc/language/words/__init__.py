"""The words of the language: one file a statement, each with a SHAPE.

The file's name is the word's name; nothing else lists them.
"""

from functools import lru_cache
from importlib import import_module

from dbstackc.base.folder import modules_in
from dbstackc.language.shape import Shape


@lru_cache(maxsize=1)
def shapes() -> dict[str, Shape]:
    """Return every statement's shape by its word, in alphabetical order."""
    found = {}
    for name in modules_in(__file__):
        shape: Shape = import_module(f"{__name__}.{name}").SHAPE
        found[shape.word] = shape
    return found
