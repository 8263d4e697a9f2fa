"""`dbstackc build`: compile a stack into a bundle of files for its engines."""

import os
from pathlib import Path

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.base.suggest import nearest
from dbstackc.base.text import counted
from dbstackc.emit.load import names
from dbstackc.emit.target import Target
from dbstackc.surface.asked import Asked
from dbstackc.surface.commands.check import compile_named, tell
from dbstackc.surface.exits import BROKEN, DONE, FOUND, MisuseError, code_of
from dbstackc.surface.inputs import STDIN, named
from dbstackc.surface.talk import Talk, summary
from dbstackc.surface.version import version
from dbstackc.work.build import Change, build, choose, compare, store
from dbstackc.work.bundle import Bundle
from dbstackc.work.files import report_unwritten
from dbstackc.work.place import MANIFEST

_MODES = ("check", "diff", "dry-run", "stdout")
"""Flags that write nothing to disk; at most one may be given."""

_DRAWN = ("full", "concise")
"""Formats for people, told on standard error."""


def run(asked: Asked, talk: Talk) -> int:
    """Compile, and write the bundle or do what else the flags say with it."""
    modes = [f"`--{mode}`" for mode in _MODES if asked.flag(mode)]
    if len(modes) > 1:
        raise MisuseError(f"{modes[0]} and {modes[1]} do not go together")
    form = asked.text("output-format", "full")
    if form not in _DRAWN and modes and modes != ["`--check`"]:
        raise MisuseError(f"{modes[0]} and `--output-format {form}` both need standard output")
    (path,) = named(asked.listed("FILE"))
    chosen = _targets(asked)
    report = Report()
    talk.progress.stage = f"compiling {path}"
    made, files = _compile(path, asked, chosen, report)
    place = Path(asked.text("out", "out"))
    code = code_of(report, asked.text("fail-on", "error"))
    if made is None or code:
        code = _tell(asked, talk, report, code or FOUND, files)
        talk.say("Nothing was written.")
        return code
    if asked.flag("stdout"):
        content = _one(made, asked.text("stdout"))
        code = _tell(asked, talk, report, code, files)
        talk.out_exactly(content)
        return code
    if asked.flag("dry-run"):
        talk.out("".join(f"{place.as_posix()}/{name}\n" for name in sorted(made.files)))
        return _tell(asked, talk, report, code, files)
    if asked.flag("check") or asked.flag("diff"):
        changes = _compare(made, place, report)
        if asked.flag("diff"):
            _print_changes(changes, place, talk)
        elif changes:
            _say_stale(changes, place, path, report)
        code = max(code_of(report), FOUND if changes else DONE)
        return _tell(asked, talk, report, code, files)
    sources = [] if path == STDIN else [Path(path)]
    talk.progress.stage = f"writing {counted(len(made.files), 'file')}"
    changed = store(made, place, sources, report, force=asked.flag("force"))
    code = _tell(asked, talk, report, code_of(report), files)
    if changed is not None:
        what = "Wrote" if changed else "Nothing changed in"
        size = sum(len(content) for content, _ in made.files.values())
        talk.say(f"{what} {place}{os.sep}: {counted(len(made.files), 'file')}, {_size(size)}.")
    return code


def _targets(asked: Asked) -> list[Target]:
    """Load the targets that were asked for; raise MisuseError for one that is not there."""
    place = Path(asked.text("targets")) if asked.text("targets") else None
    if place is not None and not place.is_dir():
        raise MisuseError(f"`{place}` is no folder of targets")
    ours, theirs = names(), names(place) if place else ()
    both = sorted(set(ours) & set(theirs))
    if both:
        raise MisuseError(f"the target `{both[0]}` is there already", f"give `{place}` other names")
    for name in asked.many("only"):
        if name not in (*ours, *theirs):
            near = nearest(name, (*ours, *theirs))
            hint = f"did you mean `{near}`?" if near else "`dbstackc targets` lists them"
            raise MisuseError(f"no target is called `{name}`", hint)
    return choose(asked.many("only"), place)


def _compile(
    path: str, asked: Asked, chosen: list[Target], report: Report
) -> tuple[Bundle | None, int]:
    """Return the bundle, None where an error stands in the way, and how many files were read."""
    compiled = compile_named(path, asked, report)
    files = len(compiled.sources) or 1
    if compiled.topology is None or report.has_errors:
        return None, files
    options = {"single_host": asked.flag("single-host"), "only": sorted(asked.many("only"))}
    return (
        build(
            compiled.topology, compiled.sources, version(), report, chosen=chosen, options=options
        ),
        files,
    )


def _tell(asked: Asked, talk: Talk, report: Report, code: int, files: int) -> int:
    """Tell the findings, drawn on standard error or for a machine on standard output."""
    found = list(report)
    form = asked.text("output-format", "full")
    if form in _DRAWN:
        talk.draw(found, concise=form == "concise")
        if found:
            talk.say(summary(found, files))
        return code
    return code if tell(found, code, asked, talk) else BROKEN


def _compare(made: Bundle, place: Path, report: Report) -> list[Change]:
    try:
        return compare(made, place)
    except OSError as error:
        report_unwritten(str(error.filename or place), error, report)
        return []


def _say_stale(changes: list[Change], place: Path, path: str, report: Report) -> None:
    """Report what in the folder is not what the file says.

    Reports: stale.
    """
    for change in changes:
        if change.path == MANIFEST and len(changes) > 1:
            continue
        what = "is missing" if change.before is None else "is stale"
        report.say(
            Level.ERROR,
            "stale",
            f"`{(place / change.path).as_posix()}` "
            + ("no longer belongs to the bundle" if change.after is None else what),
            at=None,
            help=f"run `dbstackc build {path} -o {place}`",
        )


def _print_changes(changes: list[Change], place: Path, talk: Talk) -> None:
    from dbstackc.surface.patch import patch

    for change in changes:
        name = (place / change.path).as_posix()
        talk.out(patch(name, _text(change.before), _text(change.after)))


def _text(content: bytes | None) -> str | None:
    return None if content is None else content.decode("utf-8", "replace")


def _one(made: Bundle, name: str) -> bytes:
    if name not in made.files:
        near = nearest(name, made.files)
        hint = f"did you mean `{near}`?" if near else "`--dry-run` lists them"
        raise MisuseError(f"the bundle has no file `{name}`", hint)
    return made.files[name][0]


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1_000_000 else f"{max(1, count // 1000)} KB"
