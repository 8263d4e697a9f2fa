"""`dbstackc secrets`: make passwords for a bundle, and lay each with the hosts that need it.

No value is printed, and none that is there is changed.
"""

from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.base.text import counted
from dbstackc.surface.asked import Asked
from dbstackc.surface.commands.check import compile_named
from dbstackc.surface.exits import BROKEN, DONE, FOUND, MisuseError, code_of
from dbstackc.surface.inputs import named
from dbstackc.surface.talk import Talk
from dbstackc.surface.version import version
from dbstackc.work.build import build
from dbstackc.work.files import report_unwritten
from dbstackc.work.place import read_manifest
from dbstackc.work.secrets import lay_secrets, make_secrets, store_of


def run(asked: Asked, talk: Talk) -> int:
    """Make what is missing, and tell of each secret what happened to it."""
    (path,) = named(asked.listed("FILE"))
    place = Path(asked.text("out", "out"))
    if read_manifest(place) is None:
        raise MisuseError(
            f"`{place}` is no bundle", f"run `dbstackc build {path} -o {place}` first"
        )
    report = Report()
    compiled = compile_named(path, asked, report)
    made = None
    if compiled.topology is not None and not report.has_errors:
        made = build(compiled.topology, compiled.sources, version(), report)
    if compiled.topology is None or made is None:
        talk.draw(report)
        return code_of(report) or FOUND
    store = store_of(place)
    try:
        told = make_secrets(compiled.topology, store)
        count = lay_secrets(compiled.topology, made.artifacts, place, store)
    except OSError as error:
        report_unwritten(str(error.filename or store), error, report)
        talk.draw(report)
        return BROKEN
    width = max((len(each.name) for each in told), default=0)
    talk.out("".join(f"{each.name:{width}}  {each.how}\n" for each in told))
    talk.say(f"They are kept in {store}; {counted(count, 'copy', 'copies')} lie with the hosts.")
    return DONE
