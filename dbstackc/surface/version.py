"""Which release this is: one source of truth, read without the machinery of packages.

Installed, it is the metadata beside the package; in a checkout, `pyproject.toml`.
"""

import os


def version() -> str:
    """Return the version, as in "1.2.0"."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    root = os.path.dirname(package)  # noqa: PTH120
    found = ""
    try:
        for name in sorted(os.listdir(root)):  # noqa: PTH208
            if name.startswith("dbstackc-") and name.endswith(".dist-info"):
                found = _line(f"{root}/{name}/METADATA", "Version: ")
    except OSError:
        pass
    found = found or _line(f"{root}/pyproject.toml", 'version = "')
    if not found:
        from importlib.metadata import version as ask

        found = ask("dbstackc")
    return found


def _line(path: str, start: str) -> str:
    """Return the rest of the first line that starts so, without quotes; empty if there is none."""
    try:
        with open(path, encoding="utf-8") as stream:  # noqa: PTH123
            for line in stream:
                if line.startswith(start):
                    return line[len(start) :].strip().strip('"')
    except OSError:
        pass
    return ""
