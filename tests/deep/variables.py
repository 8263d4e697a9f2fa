"""Write the page of known options anew, from what servers of many versions say of themselves.

    python -m tests.deep.variables FOLDER > targets/mysql/existing/known.txt

FOLDER holds what `mysqld --no-defaults --verbose --help` printed, a file for each version, named as
in `mysql-8.4`, `mariadb-10.11`, `pxc-5.7`. No test: nobody has all of these servers at hand.
"""

import re
import sys
import textwrap
from collections import defaultdict
from pathlib import Path

_OPTION = re.compile(
    r"^  (?:-\S, |-\S \S+, )?--(?P<name>[a-z][\w-]*)(?P<takes>\[?=(?:#|\w+)\]?)?", re.M
)
_VARIABLE = re.compile(r"^(?P<name>[a-z][\w-]+) +\S")
_ORDER = ("mysql", "pxc", "mariadb")


def options(text: str) -> dict[str, str]:
    """Return the options that a server names: of each `#` if it takes a number, `=` if it must."""
    found: dict[str, str] = {}
    for match in _OPTION.finditer(text):
        takes = match["takes"] or ""
        marks = ("#" if "#" in takes else "") + ("=" if takes.startswith("=") else "")
        found.setdefault(match["name"].replace("-", "_").lower(), marks)
    table = text.partition("\n---")[2]
    for line in table.split("\n\n")[0].splitlines():
        variable = _VARIABLE.match(line)
        if variable is not None:
            found.setdefault(variable["name"].replace("-", "_").lower(), "")
    return found


def _key(version: str) -> tuple[int, list[int]]:
    vendor, _, number = version.partition("-")
    return _ORDER.index(vendor), [int(part) for part in number.split(".")]


def page(folder: Path) -> str:
    """Return the page: for each set of versions, the options that they have in common."""
    known: dict[str, list[str]] = defaultdict(list)
    marks: dict[str, set[str]] = {}
    for path in sorted(folder.iterdir(), key=lambda each: _key(each.name)):
        text = path.read_text(encoding="utf-8", errors="replace")
        for name, said in options(text).items():
            known[name].append(path.name)
            marks[name] = marks.get(name, set(said)) & set(said)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(known):
        groups[tuple(known[name])].append(name + "".join(sorted(marks[name])))
    lines = []
    for versions in sorted(groups, key=lambda each: (-len(each), [_key(v) for v in each])):
        lines.append(" ".join(versions))
        text = " ".join(groups[versions])
        lines += textwrap.wrap(text, 98, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(Path(sys.argv[1])), end="")
