"""The golden engine: compile what lies in a folder, and compare with what lies beside it.

`tests/golden/<case>/*.dbs` becomes `<case>/out/**` and `<case>/stderr.txt`; an `options.toml` there
may say `main` (of several files), `single_host` and `only`. The manifest is left out: it changes
with every release.

`tests/ui/<family>/<name>.dbs` becomes `<name>.out`. Goldens are blessed by a program, so a person
states each finding too, at the end of its line: `#! error port-taken`. A name with _ in front is
there to be used by others.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.report import Report
from dbstackc.surface.look import ASCII
from dbstackc.surface.render import draw_all
from dbstackc.work.build import build, choose
from dbstackc.work.compile import compile_path
from dbstackc.work.place import MANIFEST

TESTS = Path(__file__).resolve().parent
GOLDEN, UI = TESTS / "golden", TESTS / "ui"

EXPECTED = re.compile(r"#!((?:\s+(?:bug|error|warning|advice) [a-z0-9/-]+)+)\s*$")


def cases(root: Path = GOLDEN) -> list[str]:
    """Return the names of the golden cases."""
    return sorted(path.parent.name for path in root.glob("*/*.dbs") if _is_main(path))


def messages(root: Path = UI) -> list[str]:
    """Return the texts whose findings are drawn, relative and without their ending."""
    found = (path.relative_to(root) for path in root.glob("*/*.dbs"))
    return sorted(str(path.with_suffix("")) for path in found if not path.name.startswith("_"))


def _options(folder: Path) -> Mapping[str, Any]:
    place = folder / "options.toml"
    return tomllib.loads(place.read_text()) if place.exists() else {}


def _is_main(path: Path) -> bool:
    said = _options(path.parent).get("main")
    return said == path.name if said else len(list(path.parent.glob("*.dbs"))) == 1


def compile_case(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Compile a case and return what it becomes: `stderr.txt`, and files under `out/`."""
    monkeypatch.chdir(folder)
    options = _options(folder)
    (main,) = (path for path in folder.glob("*.dbs") if _is_main(path))
    report = Report()
    single = options.get("single_host", False)
    compiled = compile_path(Path(main.name), report, single_host=single)
    made = None
    if compiled.topology is not None and not report.has_errors:
        chosen = choose(options.get("only", []), None)
        made = build(compiled.topology, compiled.sources, "0", report, chosen=chosen)
    found = {"stderr.txt": draw_all(report, ASCII).encode()}
    for name, (content, _) in (made.files if made else {}).items():
        if name != MANIFEST:
            found[f"out/{name}"] = content
    return found


def expected_case(folder: Path) -> dict[str, bytes]:
    """Return what a case is expected to become."""
    paths = [folder / "stderr.txt", *(folder / "out").rglob("*")]
    return {str(p.relative_to(folder)): p.read_bytes() for p in paths if p.is_file()}


def draw_message(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, list[Diagnostic]]:
    """Compile a text and return its findings, drawn and as they are."""
    monkeypatch.chdir(path.parent)
    report = Report()
    compile_path(Path(path.name), report)
    return draw_all(report, ASCII).encode(), list(report)


def stated(text: str) -> Counter[str]:
    """Return what a person says is found: "5 error port-taken", each line once."""
    found: Counter[str] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        if said := EXPECTED.search(line):
            words = said[1].split()
            pairs = zip(words[::2], words[1::2], strict=True)
            found.update(f"{number} {level} {rule}" for level, rule in pairs)
    return found


def told(found: Iterable[Diagnostic]) -> Counter[str]:
    """Return what is found, in the same words; alike ones of one line count once."""
    lines = (
        f"{each.primary.span.place[0] if each.primary else 0} {each.level.word} {each.rule}"
        for each in found
    )
    return Counter(set(lines))


def settle(
    folder: Path, made: Mapping[str, bytes], known: Mapping[str, bytes], bless: bool
) -> None:
    """Compare what was made with what is expected, file by file; or write it, and fail."""
    differing = sorted(
        name for name in made.keys() | known.keys() if made.get(name) != known.get(name)
    )
    if not bless:
        for name in differing:
            lines = (_lines(known.get(name)), _lines(made.get(name)))
            assert lines[0] == lines[1], f"{folder / name} (expected left; `--bless` writes it)"
        assert not differing
        return
    for name in differing:
        place = folder / name
        if name in made:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(made[name])
        else:
            place.unlink()
    if differing:
        pytest.fail(f"blessed {len(differing)} files of {folder}; look at them")


def _lines(content: bytes | None) -> list[str] | None:
    return None if content is None else content.decode("utf-8", "backslashreplace").split("\n")
