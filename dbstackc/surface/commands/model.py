"""`dbstackc model`: print the topology that a file means."""

import json

from dbstackc.base.report import Report
from dbstackc.surface.asked import Asked
from dbstackc.surface.commands.check import compile_named
from dbstackc.surface.exits import code_of
from dbstackc.surface.inputs import named
from dbstackc.surface.talk import Talk


def run(asked: Asked, talk: Talk) -> int:
    """Print the topology; a file with errors has none."""
    from dbstackc.model.export import to_json

    (path,) = named(asked.listed("FILE"))
    report = Report()
    compiled = compile_named(path, asked, report)
    talk.draw(report)
    if compiled.topology is not None and not report.has_errors:
        talk.out(json.dumps(to_json(compiled.topology), indent=1) + "\n")
    return code_of(report)
