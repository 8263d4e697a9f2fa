"""Every public name says what it is for, in one sentence that fits on one line."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.code import ROOT, modules

NO_THIRD_PERSON = re.compile(
    r"(?!Pass |Press |Process |Guess |Address |Access |Express |Less |This |Its |Across |Cross )"
    r"[A-Z][a-z]+s "
)
"""A function is told what to do: `Return`, not `Returns`. Said of functions alone."""

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public(tree: ast.Module) -> Iterator[tuple[str, Documented]]:
    """Yield the module, its public classes and functions, and their public methods."""
    yield "module", tree
    yield from _inside(tree, "")


def _inside(tree: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, Documented]]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("_") or _is_overload(node):
                continue
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _inside(node, f"{prefix}{node.name}.")


def _is_overload(node: Documented) -> bool:
    marks = getattr(node, "decorator_list", [])
    return any(ast.unparse(mark).split(".")[-1] in ("overload", "setter") for mark in marks)


def complaint(node: Documented) -> str | None:
    """Return what is wrong with a docstring, or None."""
    text = ast.get_docstring(node)
    if not text:
        return "has no docstring"
    first = text.splitlines()[0]
    if not first.endswith((".", "?")):
        return f"its first line is no whole sentence: {first}"
    if not re.match(r"[A-Z`\"'.\d]|[a-z]+\.[a-z]", first):
        return f"its first line does not begin like a sentence: {first}"
    function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    if function and NO_THIRD_PERSON.match(first):
        return f"tell it what to do, do not tell what it does: {first}"
    return None


def test_every_public_name_is_explained_in_one_sentence() -> None:
    found = []
    for path in modules("dbstackc", "targets"):
        for name, node in public(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if reason := complaint(node):
                found.append(f"{path}:{getattr(node, 'lineno', 1)}: {name}: {reason}")
    assert not found, "\n".join(found)


def test_every_test_module_says_what_it_holds() -> None:
    found: list[Path] = []
    for path in modules("tests"):
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        if tree.body and complaint(tree):
            found.append(path)
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "def f(): ...",
        'def f():\n    """Return it"""',
        'def f():\n    """Returns it."""',
        'def f():\n    """Return what\n    spans two lines."""',
        "class A:\n    def f(self): ...",
        'def f():\n    """return it."""',
    ],
)
def test_a_poor_docstring_is_found(code: str) -> None:
    tree = ast.parse(f'"""Hold a sample."""\n{code}\n')
    assert any(complaint(node) for _, node in public(tree))


def test_a_good_one_is_not() -> None:
    code = '"""Hold a sample."""\ndef f():\n    """Address the host."""\ndef _g(): ...\n'
    assert not [name for name, node in public(ast.parse(code)) if complaint(node)]
