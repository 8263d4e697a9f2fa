"""`dbstackc words`: list the words of the language."""

from dbstackc.language.words import shapes
from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import DONE
from dbstackc.surface.pages import listing, word_page, word_row
from dbstackc.surface.talk import Talk


def run(asked: Asked, talk: Talk) -> int:
    """Print the words, in alphabetical order."""
    form = asked.text("output-format", "full")
    found = shapes().values()
    talk.out(listing([word_row(shape) for shape in found], form, map(word_page, found)))
    return DONE
