"""Measure what compiling costs, beside a plain script that writes the same files unchecked.

`python tests/bench/run.py [SIZE ...]` prints a table, and takes two minutes at most. Not a test:
nothing here fails but for a script whose files are no longer those of the compiler.
"""

import math
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.cost import ROOT, Cost, make_python, measure, side_by_side
from tests.bench.stacks import FORTY_LINES, SIZES, sharded

BENCH = ROOT / "tests" / "bench"
OWN = {"manifest.json", "source-map.json"}
"""What a script without checks has no counterpart of; its time counts against the compiler."""

RATIOS = {1_000: 3.0, 10_000: 7.0}
"""The most that compiling may cost, by shards; the script's processor time is 1."""

MEMORY = 500e6
MEMORY_DISK = "/dev/shm"
GROWTH = 1.1
"""The largest exponent of growth, from 1,000 to 10,000 shards."""

STARTS = {"check": 12.0, "--version": 2.0}
"""The most that a start may cost; `python -I -c pass` is 1."""


@dataclass(frozen=True)
class Row:
    """What a stack of so many shards costs. files, size: of the bundle; size in bytes."""

    shards: int
    files: int
    size: int
    plain_size: int
    ours: Cost
    plain: Cost

    @property
    def ratio(self) -> float:
        """The compiler's processor time; the script's is 1."""
        return self.ours.cpu / self.plain.cpu


def compile_beside(shards: int, python: str, place: Path) -> Row:
    """Compile a stack in turn with the script; raise RuntimeError where their files differ."""
    stack, flat, fixed = place / f"s{shards}.dbs", place / "flat.json", place / "fixed"
    out, plain = place / "out", place / "plain"
    stack.write_text(sharded(shards), encoding="utf-8")
    build = [python, "-m", "dbstackc", "build", str(stack), "-o", str(out)]
    script = [python, str(BENCH / "script" / "render.py"), str(flat), str(fixed), str(plain)]

    def clear() -> None:
        for folder in (out, plain):
            shutil.rmtree(folder, ignore_errors=True)

    clear()
    measure([python, str(BENCH / "flat.py"), str(stack), str(flat)])
    measure(build)
    _take_fixed(out, fixed)
    measure(script)
    sizes, plain_sizes = _sizes(out), _sizes(plain)
    if differing := (sizes.keys() ^ plain_sizes.keys()) - OWN:
        raise RuntimeError(f"only one of them writes {', '.join(sorted(differing)[:8])}")
    rounds = 7 if shards < 1_000 else 4 if shards < 10_000 else 2
    ours, theirs = side_by_side([build, script], rounds, clear)
    clear()
    size = sum(count for path, count in sizes.items() if path not in OWN)
    return Row(shards, len(sizes), size, sum(plain_sizes.values()), ours, theirs)


def _sizes(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }


def _take_fixed(out: Path, fixed: Path) -> None:
    """Take from a bundle what the script copies: the files that are the same in every bundle."""
    shutil.rmtree(fixed, ignore_errors=True)
    (fixed / "bundle" / "steps").mkdir(parents=True)
    shutil.copy(out / "hosts/vm1/fill.sh", fixed)
    for name in ("log4j2.xml", "start.sh"):
        shutil.copy(out / "hosts/edge1/mycat/m1" / name, fixed)
    for path in (*out.glob("*.sh"), out / "README.md"):
        shutil.copy(path, fixed / "bundle")
    for path in (out / "steps").iterdir():
        shutil.copy(path, fixed / "bundle" / "steps")
    if (out / "images").is_dir():
        shutil.copytree(out / "images", fixed / "bundle" / "images")


def start(python: str, place: Path) -> dict[str, Cost]:
    """Return what each start costs, the bare one first."""
    stack, entry = place / "forty.dbs", place / "dbstackc"
    stack.write_text(FORTY_LINES, encoding="utf-8")
    # what an installer writes for a command
    entry.write_text("import sys\nfrom dbstackc.__main__ import main\nsys.exit(main())\n")
    commands = {
        "python -I -c pass": ["-I", "-c", "pass"],
        "dbstackc check": [str(entry), "check", str(stack)],
        "python -m dbstackc check": ["-m", "dbstackc", "check", str(stack)],
        "dbstackc --version": [str(entry), "--version"],
        "python -m dbstackc --version": ["-m", "dbstackc", "--version"],
    }
    costs = side_by_side([[python, *each] for each in commands.values()], 20, lambda: None)
    return dict(zip(commands, costs, strict=True))


def verdict(value: float, bar: float) -> str:
    """Return whether a bar is held, and the bar."""
    return f"{'PASS' if value <= bar else 'OVER'} (at most {bar:g})"


def print_row(row: Row) -> None:
    """Print a line of the table of sizes."""
    bar = verdict(row.ratio, RATIOS[row.shards]) if row.shards in RATIOS else ""
    megabytes = [row.size / 1e6, row.plain_size / 1e6]
    print(
        f"| {row.shards:,} | {row.files:,} | {megabytes[0]:.1f} | {megabytes[1]:.1f} "
        f"| {row.plain.cpu:.2f} | {row.ours.cpu:.2f} | {row.ours.memory / 1e6:.0f} "
        f"| {row.ratio:.2f} | {bar} |",
        flush=True,
    )


def print_growth(rows: dict[int, Row]) -> None:
    """Print what 10,000 shards take, where they were measured."""
    if 10_000 not in rows:
        return
    memory = rows[10_000].ours.memory / 1e6
    print(f"\nMemory at 10,000 shards: {memory:.0f} MB. {verdict(memory, MEMORY / 1e6)}")
    if 1_000 in rows:
        growth = math.log10(rows[10_000].ours.cpu / rows[1_000].ours.cpu)
        print(f"Growth from 1,000 to 10,000: exponent {growth:.2f}. {verdict(growth, GROWTH)}")


def print_starts(starts: dict[str, Cost]) -> None:
    """Print the table of starts."""
    bare, *others = starts
    print("\n| start | ratio | |\n|---|---|---|")
    print(f"| `{bare}` | 1 | {starts[bare].cpu * 1000:.0f} ms |")
    for name in others:
        ratio = starts[name].cpu / starts[bare].cpu
        print(f"| `{name}` | {ratio:.1f} | {verdict(ratio, STARTS[name.split()[-1]])} |")


def main() -> None:
    """Measure the sizes of the command line, all if none, and the starts."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    # a disk's own work is charged to whoever writes, and differs from run to run
    ground = MEMORY_DISK if Path(MEMORY_DISK).is_dir() else None
    with tempfile.TemporaryDirectory(prefix="dbstackc-bench-", dir=ground) as folder:
        place = Path(folder)
        python = make_python(place / "python")
        columns = "shards", "files", "MB", "script, MB", "script, s", "build, s", "build, MB held"
        print(f"| {' | '.join(columns)} | ratio | |\n|{'---|' * 9}")
        rows = {}
        for shards in sizes:
            rows[shards] = compile_beside(shards, python, place)
            print_row(rows[shards])
        print_growth(rows)
        print_starts(start(python, place))


if __name__ == "__main__":
    main()
