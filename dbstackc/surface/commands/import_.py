"""`dbstackc import`: say in the language what files of a stack say that exists."""

from pathlib import Path

from dbstackc.base.diagnostic import Diagnostic, Level
from dbstackc.base.report import Report
from dbstackc.base.text import counted
from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import BROKEN, DONE, FOUND, MisuseError, code_of
from dbstackc.surface.inputs import existing
from dbstackc.surface.talk import Talk
from dbstackc.work.adopt import Adopted, adopt
from dbstackc.work.files import replace
from dbstackc.work.seek import read_all


def run(asked: Asked, talk: Talk) -> int:
    """Print a stack as .dbs, or write it to a file; tell what could not be carried."""
    paths = existing(asked.listed("PATH"))
    report = Report()
    adopted = adopt(read_all(paths, report), report)
    if code := code_of(report):
        talk.draw(report)
        return code
    if not adopted:
        raise MisuseError("there is nothing of a stack in these files")
    if len(adopted) > 1 and not asked.text("out"):
        names = ", ".join(each.files[0] for each in adopted[:4])
        talk.warn(f"these are {len(adopted)} stacks ({names}, …); the largest is taken")
    chosen = max(adopted, key=lambda each: len(each.text))
    _tell_left(chosen, asked, talk)
    place = asked.text("out")
    if not place:
        talk.out(chosen.text)
        return DONE
    if Path(place).exists() and not asked.flag("force"):
        talk.warn(f"error: `{place}` is there already\n  help: `--force` replaces it")
        return BROKEN
    if not replace(Path(place), chosen.text.encode(), report):
        talk.draw(report)
        return BROKEN
    talk.say(
        f"{place} says what {counted(len(chosen.files), 'file')} say: try `dbstackc check {place}`."
    )
    return FOUND if report.has_errors else DONE


def _tell_left(adopted: Adopted, asked: Asked, talk: Talk) -> None:
    told = Report()
    for each in adopted.left:
        told.add(each)
    if place := asked.text("report"):
        from dbstackc.surface.export import export

        found: list[Diagnostic] = list(told)
        problems = Report()
        replace(Path(place), export("json", found, DONE).encode(), problems)
        talk.draw(problems)
    elif adopted.left:
        talk.draw(told)
        count = sum(each.level == Level.ADVICE for each in adopted.left)
        talk.say(f"{counted(count, 'thing was', 'things were')} not carried.")
