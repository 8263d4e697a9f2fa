"""The project's own code as the house tests see it: its files, modules and imports."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that git tracks, or would if it were added; relative, in name order."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = sorted({Path(name) for name in listed.split("\0") if name})
    return tuple(path for path in found if (ROOT / path).is_file())


def modules(*places: str, root: Path = ROOT) -> tuple[Path, ...]:
    """Return the Python files in some folders of the root; relative, in name order."""
    return tuple(
        sorted(path.relative_to(root) for place in places for path in (root / place).rglob("*.py"))
    )


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module.

    module: its full dotted name, relative imports resolved.
    line: from 1.
    runs: whether importing the file runs it: it is in no function and under no TYPE_CHECKING.
    """

    module: str
    line: int
    runs: bool


def dotted(path: Path) -> str:
    """Return the dotted name of a relative path."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, root: Path = ROOT) -> list[Import]:
    """Return everything that a file imports, in the order of its lines.

    `from a import b` counts as `a.b` where that is a module of the root, else as `a`.
    """
    found: list[Import] = []
    for node, runs in _statements(ast.parse((root / path).read_text(encoding="utf-8")), True):
        if isinstance(node, ast.Import):
            found += [Import(alias.name, node.lineno, runs) for alias in node.names]
        else:
            base = _base(path, node)
            found += [
                Import(_module(base, alias.name, root), node.lineno, runs) for alias in node.names
            ]
    return sorted(found, key=lambda each: each.line)


def _base(path: Path, node: ast.ImportFrom) -> str:
    """Return the absolute module that a `from` statement names."""
    if not node.level:
        return node.module or ""
    package = path.parent.parts[: len(path.parent.parts) - node.level + 1]
    return ".".join((*package, *((node.module,) if node.module else ())))


def _module(base: str, name: str, root: Path) -> str:
    inner = root.joinpath(*base.split("."), name)
    return f"{base}.{name}" if inner.is_dir() or inner.with_suffix(".py").is_file() else base


def _statements(tree: ast.AST, runs: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Yield each import, and whether it runs when the file is imported."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, runs
        else:
            yield from _statements(node, runs and not _is_deferred(node))


def _is_deferred(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.dump(node.test)
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
