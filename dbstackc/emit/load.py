"""Find targets in a folder: ours and the user's by the same door.

The core cannot name a target: each is loaded under a private name, and a target's own relative
imports work.
"""

import importlib
import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from dbstackc.emit.target import Target
from dbstackc.shipped import folder

PREFIX = "dbstackc_targets"


@lru_cache(maxsize=8)
def names(place: Path | None = None) -> tuple[str, ...]:
    """Return the names of the targets in a folder, in alphabetical order."""
    root = place or folder("targets")
    found = [
        entry.stem if entry.is_file() else entry.name
        for entry in root.iterdir()
        if (entry / "__init__.py").is_file() or (entry.suffix == ".py" and entry.stem != "__init__")
    ]
    return tuple(sorted(found))


def load(name: str, place: Path | None = None) -> ModuleType:
    """Load one target's module; a second call gives the same one.

    name: of a package or module in the folder, or a dotted name of a module inside a target.
    """
    private = f"{PREFIX}.{name}"
    if private in sys.modules:
        return sys.modules[private]
    root = place or folder("targets")
    if PREFIX not in sys.modules:
        package = ModuleType(PREFIX)
        package.__path__ = [str(root)]
        package.__spec__ = ModuleSpec(PREFIX, None, is_package=True)
        sys.modules[PREFIX] = package
    elif str(root) not in sys.modules[PREFIX].__path__:
        sys.modules[PREFIX].__path__.append(str(root))
    return importlib.import_module(private)


def targets(only: Sequence[str] = (), place: Path | None = None) -> list[Target]:
    """Load targets and return what each calls TARGET, in alphabetical order.

    only: names to load; empty for all in the folder. One that only reads has no TARGET.
    """
    asked = [load(name, place) for name in names(place) if not only or name in only]
    return [module.TARGET for module in asked if hasattr(module, "TARGET")]
