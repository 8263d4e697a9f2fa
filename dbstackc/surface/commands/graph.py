"""`dbstackc graph`: draw the stack as a tree."""

from dbstackc.base.report import Report
from dbstackc.surface.asked import Asked
from dbstackc.surface.commands.check import compile_named
from dbstackc.surface.exits import code_of
from dbstackc.surface.inputs import named
from dbstackc.surface.talk import Talk


def run(asked: Asked, talk: Talk) -> int:
    """Print the tree; a file with errors has none."""
    from dbstackc.surface.picture import draw

    (path,) = named(asked.listed("FILE"))
    report = Report()
    compiled = compile_named(path, asked, report)
    talk.draw(report)
    if compiled.topology is not None and not report.has_errors:
        talk.out(draw(compiled.topology, boxes=talk.out_look.boxes))
    return code_of(report)
