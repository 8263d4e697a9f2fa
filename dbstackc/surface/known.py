"""What is known of a rule by its name, whichever files it is over."""

from typing import Protocol

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import rules as rules_of_dbs
from dbstackc.lint.rule import rules as rules_of_files


class Known(Protocol):
    """What every rule has."""

    @property
    def level(self) -> Level:
        """How loud it is."""

    @property
    def text(self) -> str:
        """Its page."""

    @property
    def title(self) -> str:
        """The first line of its page."""


def known_rule(name: str) -> Known | None:
    """Return a rule by its name; None for what readers and other parts report."""
    for rule in rules_of_dbs():
        if rule.name == name:
            return rule
    for other in rules_of_files():
        if other.name == name:
            return other
    return None
