"""The names of rules as the command line takes them."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from dbstackc.base.suggest import nearest
from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import MisuseError

if TYPE_CHECKING:
    from dbstackc.work.settings import Settings


def choose_rules(asked: Asked) -> tuple[list[str], list[str]]:
    """Return the rules to run, all if empty, and those not to run.

    Raises MisuseError for a name that no rule has.
    """
    select, ignore = asked.many("select"), asked.many("ignore")
    if select or ignore:
        from dbstackc.check.rule import rules

        _hold((*select, *ignore), [rule.name for rule in rules()])
    return select, ignore


def choose_lint_rules(asked: Asked, said: "Settings") -> tuple[list[str], list[str]]:
    """Return the rules to run over files that exist, all if empty, and those not to run.

    The command line wins over the settings. A family, as in `haproxy`, means all of its rules, and
    what its reader reports.

    Raises MisuseError for a name that no rule has.
    """
    select = asked.many("select") or list(said.select)
    ignore = [*asked.many("ignore"), *said.ignore]
    per_file = [rule for rules in said.per_file.values() for rule in rules]
    if select or ignore or per_file:
        from dbstackc.work.lint import known_rules

        _hold(
            (*select, *ignore, *per_file),
            known_rules() | {name.partition("/")[0] for name in known_rules() if "/" in name},
        )
    return select, ignore


def _hold(names: Collection[str], known: Collection[str]) -> None:
    families = {name.partition("/")[0] for name in known if "/" in name}
    for name in names:
        if name in known or ("/" in name and name.partition("/")[0] in families):
            continue
        near = nearest(name, known)
        hint = f"did you mean `{near}`?" if near else "`dbstackc rules` lists them"
        raise MisuseError(f"no rule is called `{name}`", hint)
