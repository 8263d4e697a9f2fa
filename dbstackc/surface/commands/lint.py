"""`dbstackc lint`: tell what is wrong with files that exist, as one system."""

from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.surface.asked import Asked
from dbstackc.surface.commands.check import tell
from dbstackc.surface.exits import BROKEN, DONE, FOUND, code_of
from dbstackc.surface.inputs import named
from dbstackc.surface.talk import Talk, summary
from dbstackc.work.files import read_text
from dbstackc.work.lint import lint_sources


def run(asked: Asked, talk: Talk) -> int:
    """Lint files, tell the findings on standard output or to a file, and count them."""
    report = Report()
    paths = named(asked.listed("PATH"))
    read = [read_text(Path(path), report) for path in paths]
    sources: list[Source] = [each for each in read if each is not None]
    linted = lint_sources(sources, asked.text("kind"), asked.many("select"), asked.many("ignore"))
    told = [*report, *linted.found]
    code = code_of(told, asked.text("fail-on", "error"))
    if code == FOUND and asked.flag("exit-zero"):
        code = DONE
    if not tell(told, code, asked, talk):
        return BROKEN
    talk.say(summary(told, len(sources)))
    return code
