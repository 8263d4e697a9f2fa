"""MyCat, where the user has one: no distribution carries it."""

import os
from pathlib import Path

from dbstackc.lab.need import LabError, find

VARIABLE = "MYCAT_HOME"
"""Names the folder of an unpacked MyCat: `lib/` with its jars, and `conf/`."""


def find_mycat() -> tuple[str, str]:
    """Return the folder of a MyCat and the program that runs it; both empty where none is named.

    Raises LabError where one is named that is none, or that nothing can run.
    """
    named = os.environ.get(VARIABLE, "")
    if not named:
        return "", ""
    home = Path(named).resolve()
    if not any(home.glob("lib/*.jar")) or not (home / "conf").is_dir():
        raise LabError(
            f"{VARIABLE} is {named}, which holds no lib/*.jar and conf/",
            "name the folder `mycat` of an unpacked MyCat 1.6.7, or none: then it is left out",
        )
    java = find("java")
    if java is None:
        raise LabError(
            "MyCat needs Java, and there is none on the PATH",
            "run `apt-get install --no-install-recommends default-jre-headless`",
        )
    return str(home), str(Path(java).resolve())
