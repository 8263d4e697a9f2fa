"""MySQL itself, where the user has it: Debian 12 carries MariaDB alone."""

import os
from pathlib import Path

from dbstackc.lab.need import LabError

VARIABLE = "MYSQL_ROOT"
"""Names the root of a file system that has it: an unpacked image, or a bootstrapped Debian."""

SERVER = "usr/sbin/mysqld"
"""Where it lies there. Source: docker-library/mysql 7f30fdb; Debian, mysql-server-core 9.7."""


def find_mysql() -> str:
    """Return the root of a file system with a MySQL; empty where none is named.

    Raises LabError where one is named that has none.
    """
    named = os.environ.get(VARIABLE, "")
    if not named:
        return ""
    root = Path(named).resolve()
    if not (root / SERVER).is_file():
        raise LabError(
            f"{VARIABLE} is {named}, which holds no {SERVER}",
            "name the folder of an unpacked image of MySQL, or none: then MariaDB stands in",
        )
    return str(root)
