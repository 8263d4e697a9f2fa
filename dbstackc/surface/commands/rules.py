"""`dbstackc rules`: list what is checked."""

from dbstackc.check.rule import rules
from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import DONE
from dbstackc.surface.pages import listing, rule_page, rule_row
from dbstackc.surface.talk import Talk


def run(asked: Asked, talk: Talk) -> int:
    """Print the rules, in alphabetical order."""
    form = asked.text("output-format", "full")
    found = rules()
    talk.out(listing([rule_row(rule) for rule in found], form, map(rule_page, found)))
    return DONE
