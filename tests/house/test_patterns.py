"""Regular expressions mean the same on every Python that the package allows."""

import ast
import re

import pytest

from tests.house.code import ROOT, modules

POSSESSIVE = re.compile(r"[)\]}][*+?]\+|\(\?>")
"""Possessive and atomic groups lose their place in Python 3.11.0 to 3.11.4 (CPython gh-106052)."""


def possessive(code: str) -> list[int]:
    """Return the lines of texts that ask for a possessive or an atomic group."""
    texts = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant))
    return [
        node.lineno
        for node in texts
        if isinstance(node.value, str) and POSSESSIVE.search(node.value)
    ]


def test_no_expression_takes_and_never_gives_back() -> None:
    found = [
        f"{path}:{line}"
        for path in modules("dbstackc", "targets")
        for line in possessive((ROOT / path).read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("code", ['x = f"(?:{y})*+(z)"', 'x = "[ab]++"', 'x = r"(?>a|b)"'])
def test_such_an_expression_is_found(code: str) -> None:
    assert possessive(code) == [1]
