"""What things are called, and what no file of the project speaks of."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.code import ROOT, modules, tracked

NEVER = re.compile(r"utils?|helpers?|common|misc|managers?|handlers?|processors?")
"""Words that say nothing about what a thing is for; in no name."""

NEVER_ALONE = frozenset({"data", "info"})
"""Words that are no name by themselves."""

ELSEWHERE = {
    "a path of somebody's machine": r"(?<![\w.}])/(?:wor[k]/|roo[t]/|hom[e]/[a-z]|tm[p]/brief)",
    "a page that is not in the repository": (
        r"\b(?:shared|facts|design|notes)/[a-z_-]+\.(?:md|txt|json)"
        r"|\b(?:architecture|interface|language|measured)\.md\b"
    ),
    "how the text came about": (
        r"\b[Cc]laud[e]\b|\b[Aa]nthropi[c]\b|\bas an A[I]\b|\bsub-?agen[t]s?\b|\bthis sessio[n]\b"
        r"|\bthe brie[f]\b|\bthe lea[d] (?:engineer|said|asked)\b|\bHANDOF[F]\b"
    ),
}
"""What a reader of the repository cannot look up, as patterns."""

BINARY = frozenset({".png", ".ico", ".gz", ".zip", ".jar"})


def words(name: str) -> list[str]:
    """Split a name at underscores and capitals, in lower case."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def refused(name: str) -> str | None:
    """Return why a name is refused, or None."""
    split = words(name)
    if bad := next((word for word in split if NEVER.fullmatch(word)), None):
        return f"`{bad}` says nothing"
    if len(split) == 1 and split[0] in NEVER_ALONE:
        return f"`{split[0]}` is no name"
    if len(split) > 1 and split[0] == "do" and name.startswith("do_"):
        return "`do_` says nothing"
    return None


def _names(path: Path) -> Iterator[tuple[int, str]]:
    for part in path.with_suffix("").parts:
        yield 1, part
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name


def test_no_name_says_nothing() -> None:
    found = [
        f"{path}:{line}: {name}: {reason}"
        for path in modules("dbstackc", "targets", "tests")
        for line, name in _names(path)
        if (reason := refused(name))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "name", ["utils", "PortManager", "text_helpers", "_common", "data", "info", "do_it", "misc2"]
)
def test_an_empty_name_is_refused(name: str) -> None:
    assert refused(name)


@pytest.mark.parametrize("name", ["data_folder", "ports_taken", "Topology", "done", "information"])
def test_a_telling_name_passes(name: str) -> None:
    assert refused(name) is None


def test_no_module_of_the_package_takes_a_shipped_folders_name() -> None:
    """In a wheel the shipped folders lie in the package, where a module would hide them."""
    assert not [path for name in ("grammar", "targets") for path in ROOT.glob(f"dbstackc/{name}*")]


def elsewhere(text: str) -> list[tuple[int, str]]:
    """Return the lines, from 1, that speak of what is not in the repository, and of what kind."""
    return sorted(
        (text.count("\n", 0, match.start()) + 1, f"{kind}: {match[0]}")
        for kind, pattern in ELSEWHERE.items()
        for match in re.finditer(pattern, text)
    )


def test_no_file_speaks_of_what_is_not_in_the_repository() -> None:
    found = []
    for path in tracked():
        if path.suffix not in BINARY:
            text = (ROOT / path).read_text(encoding="utf-8", errors="strict")
            found += [f"{path}:{line}: {what}" for line, what in elsewhere(text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    ["see /wor" + "k/x", "facts/" + "engines.md", "archi" + "tecture.md", "this " + "session's"],
)
def test_such_a_line_is_found(text: str) -> None:
    assert [line for line, _ in elsewhere(f"fine\n{text}\n")] == [2]
