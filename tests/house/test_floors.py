"""Who may import whom: a floor knows itself and the floors below it, and nobody is excepted."""

from pathlib import Path

import pytest

from tests.house.code import ROOT, dotted, imports, modules

FLOORS = ("base", "syntax", "language", "model", "check", "emit", "lint", "work", "surface")
"""The packages of dbstackc, lowest first."""

BESIDE = {"lab": "work", "verify": "work"}
"""Packages that share a floor with another, and may import it as it may import them."""

GROUND = ("dbstackc.shipped",)
"""Modules beside the floors that every floor stands on."""

ROOF = ("dbstackc", "dbstackc.__main__")
"""Modules beside the floors that stand on all of them."""

TARGETS_STAND_ON = ("base", "model", "check", "emit", "lint")

OWNERS = {
    "lark": ("dbstackc.syntax",),
    "typer": ("dbstackc.surface",),
    "jinja2": ("dbstackc.emit", "targets"),
    "lxml": ("targets",),
    "yaml": ("dbstackc.lint", "targets"),
}
"""Which packages may import a library at all."""

LAZY = ("jinja2", "lxml", "yaml")
"""Libraries that no import of a module may pull in: only a function that needs one does."""


def breaches(root: Path) -> list[str]:
    """Return a line for each import that breaks a law, by file and line."""
    found = []
    for path in modules("dbstackc", "targets", root=root):
        for each in imports(path, root):
            for reason in (
                *_floors(dotted(path), each.module),
                *_libraries(dotted(path), each.module, each.runs),
            ):
                found.append(f"{path}:{each.line}: {reason}")
    return found


def _height(module: str) -> int | None:
    """Return how high a module of dbstackc stands; None for a place that is no floor."""
    if module in ROOF:
        return len(FLOORS)
    if module in GROUND:
        return -1
    name = module.split(".")[1]
    name = BESIDE.get(name, name)
    return FLOORS.index(name) if name in FLOORS else None


def _floors(importer: str, module: str) -> list[str]:
    here, there = importer.split("."), module.split(".")
    if here[0] == "targets":
        if there[0] == "targets" and there[:2] != here[:2]:
            return [f"a target imports another target: {module}"]
        if there[0] != "dbstackc" or module in GROUND:
            return []
        if len(there) > 1 and there[1] in TARGETS_STAND_ON:
            return []
        return [f"a target may stand on {', '.join(TARGETS_STAND_ON)}; not on {module}"]
    if there[0] in ("targets", "dbstackc_targets", "tests"):
        return [f"the core imports {module}; targets are loaded, never imported"]
    if there[0] != "dbstackc":
        return []
    low, high = _height(importer), _height(module)
    if low is None or high is None:
        return [f"{importer if low is None else module} is on no floor"]
    return [f"{importer} imports upward: {module}"] if high > low else []


def _libraries(importer: str, module: str, runs: bool) -> list[str]:
    library = module.split(".")[0]
    owners = OWNERS.get(library)
    if owners is None:
        return []
    if not any(importer == owner or importer.startswith(owner + ".") for owner in owners):
        return [f"only {' and '.join(owners)} may import {library}"]
    if runs and library in LAZY:
        return [f"{library} is imported by importing the module; import it in the function"]
    return []


def circles(root: Path) -> list[str]:
    """Return each circle of modules that import one another while they are imported."""
    edges: dict[str, set[str]] = {}
    for path in modules("dbstackc", "targets", root=root):
        edges[dotted(path)] = {each.module for each in imports(path, root) if each.runs}
    found: set[str] = set()

    def walk(module: str, trail: tuple[str, ...], done: set[str]) -> None:
        if module in trail:
            ring = trail[trail.index(module) :]
            turn = ring.index(min(ring))
            found.add(" → ".join((*ring[turn:], *ring[:turn], ring[turn])))
            return
        if module in done:
            return
        for other in sorted(edges.get(module, ())):
            walk(other, (*trail, module), done)
        done.add(module)

    done: set[str] = set()
    for module in sorted(edges):
        walk(module, (), done)
    return sorted(found)


def test_no_import_goes_upward_or_sideways() -> None:
    assert modules("dbstackc"), "no code was found"
    assert not (found := breaches(ROOT)), "\n".join(found)


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert not (found := circles(ROOT)), "\n".join(found)


@pytest.mark.parametrize(
    ("where", "line", "says"),
    [
        ("dbstackc/base/a.py", "import dbstackc.model.topology", "imports upward"),
        ("dbstackc/base/a.py", "from dbstackc import model", "imports upward"),
        ("dbstackc/base/a.py", "def f():\n    from ..check import run", "imports upward"),
        ("dbstackc/model/a.py", "from ..surface.cli import main", "imports upward"),
        ("dbstackc/work/a.py", "import targets.haproxy", "the core imports"),
        ("dbstackc/lab/a.py", "import dbstackc.surface.talk", "imports upward"),
        ("dbstackc/emit/a.py", "import dbstackc.lab.need", "imports upward"),
        ("dbstackc/model/a.py", "import lark", "only dbstackc.syntax"),
        ("dbstackc/work/a.py", "from typer import Typer", "only dbstackc.surface"),
        ("dbstackc/emit/a.py", "import jinja2", "import it in the function"),
        ("dbstackc/surface/a.py", "import yaml", "only dbstackc.lint and targets"),
        ("dbstackc/misc/a.py", "import dbstackc.base", "on no floor"),
        ("targets/a/b.py", "from targets.c import d", "another target"),
        ("targets/a/b.py", "from ..c import d", "another target"),
        ("targets/a/b.py", "from lxml import etree", "import it in the function"),
        ("targets/a/b.py", "import dbstackc.work.files", "a target may stand on"),
        ("targets/a/b.py", "import dbstackc.language", "a target may stand on"),
    ],
)
def test_a_planted_breach_is_found(tmp_path: Path, where: str, line: str, says: str) -> None:
    for floor in FLOORS:
        (tmp_path / "dbstackc" / floor).mkdir(parents=True)
    place = tmp_path / where
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(line + "\n")
    (found,) = breaches(tmp_path)
    assert says in found
    assert found.startswith(f"{where}:{line.count(chr(10)) + 1}: ")


def test_what_is_allowed_is_silent(tmp_path: Path) -> None:
    (tmp_path / "dbstackc/syntax").mkdir(parents=True)
    (tmp_path / "dbstackc/syntax/a.py").write_text("import lark\nfrom dbstackc.base import span\n")
    (tmp_path / "targets/a").mkdir(parents=True)
    (tmp_path / "targets/a/b.py").write_text(
        "from dbstackc.emit.target import Artifact\nfrom .c import d\n"
        "def f():\n    import yaml\n    from lxml import etree\n"
    )
    assert breaches(tmp_path) == []


def test_a_planted_circle_is_found(tmp_path: Path) -> None:
    (tmp_path / "dbstackc/base").mkdir(parents=True)
    (tmp_path / "dbstackc/base/a.py").write_text("from dbstackc.base import b\n")
    (tmp_path / "dbstackc/base/b.py").write_text("from dbstackc.base.a import x\n")
    assert circles(tmp_path) == ["dbstackc.base.a → dbstackc.base.b → dbstackc.base.a"]
