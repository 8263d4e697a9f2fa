"""What modules lie in a folder of ours."""

import os
from pathlib import Path


def modules_in(package: str) -> list[str]:
    """Return the names of the modules of a package, in alphabetical order.

    package: the path of its `__init__.py`. Most of what `pkgutil` loads to do this has no use here.
    """
    with os.scandir(Path(package).parent) as entries:
        names = [entry.name for entry in entries]
    return sorted(name[:-3] for name in names if name.endswith(".py") and name != "__init__.py")
