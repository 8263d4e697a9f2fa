"""What asks engines about files, one file each; the file's name is the checker's.

A checker is a module with the names of `contract.Checker`. Each asks in a way that starts no
service and reaches no network, and believes words before it believes an exit code.
"""

from functools import lru_cache
from importlib import import_module
from typing import cast

from dbstackc.base.folder import modules_in
from dbstackc.verify.contract import Checker


@lru_cache(maxsize=1)
def checkers() -> dict[str, Checker]:
    """Return every checker by its name, in alphabetical order."""
    found = {}
    for module in modules_in(__file__):
        loaded = import_module(f"{__name__}.{module}")
        found[module.replace("_", "-")] = cast(Checker, loaded)
    return found
