"""`dbstackc verify`: ask the engines that are here what they make of a bundle."""

from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.base.suggest import nearest
from dbstackc.base.text import counted, listed
from dbstackc.surface.asked import Asked
from dbstackc.surface.commands.check import tell
from dbstackc.surface.exits import BROKEN, MisuseError, code_of
from dbstackc.surface.talk import Talk
from dbstackc.verify.checkers import checkers
from dbstackc.verify.run import Verified, verify
from dbstackc.work.place import MANIFEST, read_manifest


def run(asked: Asked, talk: Talk) -> int:
    """Ask, and tell the findings on standard output or to a file, and who was asked."""
    place = Path(asked.text("DIR", "out"))
    _refuse(place)
    report = Report()
    done = verify(place, _required(asked), _seconds(asked), report)
    found = list(report)
    code = code_of(found, asked.text("fail-on", "error"))
    if not tell(found, code, asked, talk):
        return BROKEN
    talk.say(_summary(done, len(found)))
    if talk.verbose:
        for path in done.unread:
            talk.say(f"read by nobody here: {path}")
    return code


def _refuse(place: Path) -> None:
    """Raise MisuseError for a folder that is no bundle."""
    if place.suffix == ".dbs" and place.is_file():
        hint = f"`dbstackc build {place}` makes one; name its folder"
        raise MisuseError(f"`{place}` is a stack, and no bundle", hint)
    if not place.exists():
        raise MisuseError(f"`{place}` does not exist", "`dbstackc build` writes a bundle")
    if not place.is_dir():
        raise MisuseError(f"`{place}` is a file, and no bundle", "name the folder of a bundle")
    if read_manifest(place) is not None:
        return
    if (place / MANIFEST).exists():
        raise MisuseError(f"`{place / MANIFEST}` is damaged", "build the bundle again")
    inside = next((each for each in place.resolve().parents if read_manifest(each)), None)
    hint = "name a folder that `dbstackc build` wrote"
    if inside is not None:
        hint = f"the bundle that it lies in is `{inside}`"
    raise MisuseError(f"`{place}` is no bundle: it has no {MANIFEST}", hint)


def _required(asked: Asked) -> set[str]:
    known, given = checkers(), set(asked.many("require"))
    for name in sorted(given - {"all"} - known.keys()):
        near = nearest(name, known)
        hint = f"did you mean `{near}`?" if near else f"there are {listed(list(known), most=99)}"
        raise MisuseError(f"no checker is called `{name}`", hint)
    return given


def _seconds(asked: Asked) -> float:
    given = asked.text("timeout", "60")
    if not given.isdecimal() or not 1 <= int(given) <= 3600:
        raise MisuseError(f"`--timeout {given}`: a number from 1 to 3600")
    return float(given)


def _summary(done: Verified, found: int) -> str:
    asked = [f"{name} about {counted(count, 'file')}" for name, count in done.asked.items()]
    told = counted(found, "finding") if found else "nothing found"
    unread = f" Nobody here reads {counted(len(done.unread), 'file')}." if done.unread else ""
    return f"Asked {listed(asked, most=99) or 'nobody'}: {told}.{unread}"
