"""Rules over files that exist: those of one format, and those over all files of a stack.

A rule of a format lies beside its target, in `targets/haproxy/rules/idle_cut.py`, and is called
`haproxy/idle-cut`; one over several formats lies in `dbstackc/lint/rules/`. Either is one file
whose docstring is its page, with LEVEL, BAD, GOOD and `check(stack, report)`.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from dbstackc.base.diagnostic import Level
from dbstackc.base.folder import modules_in
from dbstackc.base.record import record
from dbstackc.check.rule import Report
from dbstackc.emit.load import load, names
from dbstackc.lint.stack import Stack

Example = str | Mapping[str, str]
"""A text, or several by their file names."""

Check = Callable[[Stack, Report], None]


@record(frozen=True, slots=True)
class Rule:
    """One rule.

    name: kebab-case, the file's name, with the target's in front for that of a format.
    text: its page. bad: files that fire exactly this rule; good: a near miss that stays silent.
    example: what a lone text of `bad` and `good` is called; "" where they are several files.
    kinds: of files, as their readers call them, one of which a stack must have; none if all serve.
    """

    name: str
    level: Level
    text: str
    bad: Example
    good: Example
    check: Check
    example: str = ""
    kinds: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The first line of its page."""
        return self.text.strip().partition("\n")[0]

    def files(self, example: Example) -> dict[str, str]:
        """Return the texts of an example by their file names."""
        texts = {self.example: example} if isinstance(example, str) else example
        return {name: text.lstrip("\n") for name, text in texts.items()}


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return the rules of formats, then those over stacks, each in alphabetical order."""
    found = []
    for name in names():
        target = load(name)
        folder = Path(target.__file__ or "").parent / "rules"
        if not folder.is_dir():
            continue
        kinds = frozenset(each.kind for each in getattr(target, "READERS", ()))
        for stem in modules_in(str(folder / "__init__.py")):
            module = load(f"{name}.rules.{stem}")
            found.append(_rule(f"{name}/{stem}", module, kinds))
    from dbstackc.lint import rules as folder_of

    for stem in modules_in(folder_of.__file__ or ""):
        found.append(_rule(stem, import_module(f"{folder_of.__name__}.{stem}")))
    return tuple(found)


def _rule(name: str, module: object, kinds: frozenset[str] = frozenset()) -> Rule:
    said = vars(module)
    return Rule(
        name=name.replace("_", "-"),
        level=said["LEVEL"],
        text=said["__doc__"] or "",
        bad=said["BAD"],
        good=said["GOOD"],
        check=said["check"],
        example=said.get("EXAMPLE", ""),
        kinds=kinds,
    )
