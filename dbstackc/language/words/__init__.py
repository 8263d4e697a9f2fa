"""The words of the language: one file a statement, each with a SHAPE.

The file's name is the word's name; nothing else lists them.
"""

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from dbstackc.language.shape import Shape


@lru_cache(maxsize=1)
def shapes() -> dict[str, Shape]:
    """Return every statement's shape by its word, in alphabetical order."""
    found = {}
    for module in sorted(iter_modules(__path__), key=lambda m: m.name):
        shape: Shape = import_module(f"{__name__}.{module.name}").SHAPE
        found[shape.word] = shape
    return found
