"""What a rule is, where rules are found, and the report that a rule writes to."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module

from dbstackc.base import report as base
from dbstackc.base.diagnostic import Fix, Level
from dbstackc.base.folder import modules_in
from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.model.topology import Topology


class Report:
    """A report that knows which rule speaks, and how loud."""

    __slots__ = ("_into", "_said", "level", "rule")

    def __init__(self, rule: str, level: Level, into: base.Report) -> None:
        self.rule = rule
        self.level = level
        self._into = into
        self._said: set[Span] = set()

    def __call__(
        self,
        title: str,
        *,
        at: Span,
        says: str = "",
        beside: Iterable[tuple[Span, str]] = (),
        note: str | tuple[str, ...] = (),
        help: str | tuple[str, ...] = (),
        fix: Fix | None = None,
        level: Level | None = None,
        once: bool = False,
    ) -> None:
        """Report one finding.

        says: what to say at `at`; beside: further spans, each with its text ("" for none).
        level: where a finding is graver or milder than its rule.
        once: say nothing where the rule said something at `at` before: what many things inherit is
            one mistake.
        """
        if once and at in self._said:
            return
        self._said.add(at)
        self._into.say(
            self.level if level is None else level,
            self.rule,
            title,
            at=at,
            says=says,
            beside=beside,
            note=note,
            help=help,
            fix=fix,
        )


Check = Callable[[Topology, Report], None]


@record(frozen=True, slots=True)
class Rule:
    """One rule.

    name: kebab-case, the file's name. text: its page: the module's docstring.
    bad: a topology that fires exactly this rule; good: a near miss that stays silent.
    """

    name: str
    level: Level
    text: str
    bad: str
    good: str
    check: Check

    @property
    def title(self) -> str:
        """The first line of its page."""
        return self.text.strip().partition("\n")[0]


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return all rules in alphabetical order."""
    from dbstackc.check import rules as folder

    found = []
    for name in modules_in(folder.__file__ or ""):
        module = import_module(f"{folder.__name__}.{name}")
        found.append(
            Rule(
                name=name.replace("_", "-"),
                level=module.LEVEL,
                text=module.__doc__ or "",
                bad=module.BAD,
                good=module.GOOD,
                check=module.check,
            )
        )
    return tuple(found)
