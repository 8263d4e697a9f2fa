"""What the fuzzers have found, and how to give it back to them.

`kept.txt` holds one find a line, as Python writes bytes. `python3 tests/fuzz/kept.py FOLDER` lays
them out as files, to begin from.
"""

import ast
import sys
from pathlib import Path


def kept() -> list[bytes]:
    """Return what was found, the shortest first."""
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    return [ast.literal_eval(line) for line in lines]


if __name__ == "__main__":
    for number, content in enumerate(kept()):
        (Path(sys.argv[1]) / f"kept-{number}").write_bytes(content)
