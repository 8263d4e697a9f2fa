"""Measure what linting a file costs, in the process and without its start.

`python tests/bench/lint.py FILE ...` lints each file alone, five times, of which the least counts,
and then up to a thousand of them in one run, each in a folder of its own. It is no test. To compare
two versions, run it from a checkout of each, in turn: another machine has other milliseconds.
"""

import gc
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dbstackc.base.source import Source
from dbstackc.work.lint import lint_sources

ROUNDS = 5
TOGETHER = (125, 250, 500, 1_000)
"""How many files are linted in one run; what each of them costs should not grow."""


def lone(source: Source) -> float:
    """Return the milliseconds of the processor that a file takes at least."""
    least = float("inf")
    for _ in range(ROUNDS):
        fresh = Source(source.name, source.text)
        began = time.process_time()
        lint_sources([fresh])
        least = min(least, time.process_time() - began)
    return 1000 * least


def together(sources: list[Source], count: int) -> float:
    """Return the milliseconds that each of so many files takes in one run."""
    made = [
        Source(
            f"{number}/{sources[number % len(sources)].name}", sources[number % len(sources)].text
        )
        for number in range(count)
    ]
    began = time.process_time()
    lint_sources(made)
    return 1000 * (time.process_time() - began) / count


def main() -> None:
    """Measure the files of the command line."""
    # as a command runs
    gc.disable()
    sources = [
        Source(path.name, path.read_text(encoding="utf-8", errors="replace"))
        for path in map(Path, sys.argv[1:])
        if path.is_file()
    ]
    if not sources:
        sys.exit(__doc__)
    lint_sources(sources[:20])
    times = sorted(map(lone, sources))
    count = len(times)
    print(f"{count} files, alone; milliseconds")
    print("| p50 | p90 | p99 | most |\n|---|---|---|---|")
    shown = [times[count // 2], times[count * 9 // 10], times[count * 99 // 100], times[-1]]
    print(f"| {' | '.join(f'{each:.1f}' for each in shown)} |")
    small = [source for source in sources if len(source.text) < 10_000]
    print("\n| files in one run | milliseconds each |\n|---|---|")
    for number in TOGETHER if small else ():
        print(f"| {number:,} | {together(small, number):.1f} |")


if __name__ == "__main__":
    main()
