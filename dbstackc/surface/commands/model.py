"""`dbstackc model`: print the topology that a file means."""

import json

from dbstackc.base.report import Report
from dbstackc.surface.asked import Asked
from dbstackc.surface.commands.check import compile_named, tell_instead
from dbstackc.surface.exits import code_of
from dbstackc.surface.inputs import named
from dbstackc.surface.talk import Talk


def run(asked: Asked, talk: Talk) -> int:
    """Print the topology; a file with errors has none, and its findings stand in its place."""
    from dbstackc.model.export import to_json

    (path,) = named(asked.listed("FILE"))
    report = Report()
    compiled = compile_named(path, asked, report)
    if compiled.topology is None or report.has_errors:
        return tell_instead(report, "json", talk)
    talk.draw(report)
    talk.out(json.dumps(to_json(compiled.topology), indent=1) + "\n")
    return code_of(report)
