"""Break a rule in every way that is one small change: each condition turned around, once."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from dbstackc.check.rule import Check, Report
from dbstackc.model.topology import Topology


@dataclass(frozen=True)
class Mutant:
    """A rule that is broken.

    said: the change, with its line, or that nothing is checked. check: the broken rule.
    """

    said: str
    check: Check


def mutants(module: ModuleType) -> Iterator[Mutant]:
    """Yield a rule that checks nothing, and one for each condition in its file, turned around."""
    yield Mutant("checks nothing", _nothing)
    path = Path(module.__file__ or "")
    text = path.read_text(encoding="utf-8")
    for index, place in enumerate(_conditions(ast.parse(text))):
        tree = ast.parse(text)
        condition = list(_conditions(tree))[index]
        said = ast.unparse(condition.get())
        condition.put(ast.UnaryOp(ast.Not(), condition.get()))
        names: dict[str, Any] = {"__name__": module.__name__, "__file__": str(path)}
        exec(compile(ast.fix_missing_locations(tree), str(path), "exec"), names)
        yield Mutant(f"{path.name}:{place.get().lineno}: not ({said})", names["check"])


def _nothing(topology: Topology, report: Report) -> None:
    """Check nothing."""


@dataclass(frozen=True)
class _Condition:
    """A place in a tree where a condition stands."""

    get: Callable[[], ast.expr]
    put: Callable[[ast.expr], None]


def _conditions(tree: ast.Module) -> Iterator[_Condition]:
    """Yield what decides something in the functions of a file, and the parts of an and or an or."""
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef | ast.ClassDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.If | ast.IfExp | ast.While):
                yield _of(node)
            if isinstance(node, ast.comprehension):
                yield from (_in(node.ifs, index) for index in range(len(node.ifs)))
            if isinstance(node, ast.BoolOp):
                # the last part of `name or ""` is a value, and decides nothing
                parts = [n for n, part in enumerate(node.values) if _decides(part)]
                yield from (_in(node.values, index) for index in parts)


def _decides(part: ast.expr) -> bool:
    return not isinstance(part, ast.Constant | ast.Tuple)


def _of(node: ast.If | ast.IfExp | ast.While) -> _Condition:
    return _Condition(lambda: node.test, lambda new: setattr(node, "test", new))


def _in(values: list[ast.expr], index: int) -> _Condition:
    return _Condition(lambda: values[index], lambda new: values.__setitem__(index, new))
