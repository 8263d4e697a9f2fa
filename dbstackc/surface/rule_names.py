"""The names of rules as the command line takes them."""

from dbstackc.base.suggest import nearest
from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import MisuseError


def choose_rules(asked: Asked) -> tuple[list[str], list[str]]:
    """Return the rules to run, all if empty, and those not to run.

    Raises MisuseError for a name that no rule has.
    """
    select, ignore = asked.many("select"), asked.many("ignore")
    if select or ignore:
        from dbstackc.check.rule import rules

        names = [rule.name for rule in rules()]
        for name in (*select, *ignore):
            if name not in names:
                near = nearest(name, names)
                hint = f"did you mean `{near}`?" if near else "`dbstackc rules` lists them"
                raise MisuseError(f"no rule is called `{name}`", hint)
    return select, ignore
