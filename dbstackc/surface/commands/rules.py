"""`dbstackc rules`: list what is checked."""

from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import DONE
from dbstackc.surface.pages import all_rules, listing
from dbstackc.surface.talk import Talk


def run(asked: Asked, talk: Talk) -> int:
    """Print the rules, those over .dbs files first, each kind in alphabetical order."""
    rows, pages = all_rules(asked.text("over"))
    talk.out(listing(rows, asked.text("output-format", "full"), pages))
    return DONE
