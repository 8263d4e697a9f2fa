"""`dbstackc lint`: tell what is wrong with files that exist, as one system."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.text import counted
from dbstackc.lint.reader import Text
from dbstackc.surface.asked import Asked
from dbstackc.surface.commands.check import tell
from dbstackc.surface.exits import BROKEN, DONE, FOUND, MISUSED, MisuseError, code_of
from dbstackc.surface.inputs import STDIN, existing, read_stdin
from dbstackc.surface.rule_names import choose_lint_rules
from dbstackc.surface.talk import Talk, summary
from dbstackc.work import baseline
from dbstackc.work.files import replace
from dbstackc.work.lint import Linted, lint
from dbstackc.work.mend import mend
from dbstackc.work.seek import Files, read_all
from dbstackc.work.settings import Settings, settings


def run(asked: Asked, talk: Talk) -> int:
    """Lint files, tell the findings on standard output or to a file, and count them."""
    report = Report()
    paths = existing(asked.listed("PATH") or ["."])
    said = Settings() if asked.flag("isolated") else settings(Path(), report)
    if report.has_errors:
        talk.draw(report)
        return MISUSED
    job = _Job(paths, said, asked, report)
    found: Sequence[Diagnostic] = job.judge({}).found
    if asked.flag("fix") or asked.flag("diff"):
        found, code = _mend(job, asked, talk)
        if asked.flag("diff") or code:
            return code
    told = [*report, *found]
    kept = _against_baseline(told, said, asked, talk)
    if isinstance(kept, int):
        return kept
    code = code_of(kept, asked.text("fail-on") or said.fail_on or "error")
    if code == FOUND and asked.flag("exit-zero"):
        code = DONE
    if not tell(kept, code, asked, talk):
        return BROKEN
    talk.say(summary(kept, job.count))
    return code


class _Job:
    """The files of a run, and how they are judged."""

    def __init__(self, paths: list[str], said: Settings, asked: Asked, report: Report) -> None:
        select, ignore = choose_lint_rules(asked, said)
        self._chosen = (select, ignore)
        self._said = said
        self._kind = _kind(asked)
        self.files = Files(report)
        self.stdin: Source | None = None
        if STDIN in paths:
            if len(paths) > 1:
                raise MisuseError("standard input and files do not go together")
            self.stdin = read_stdin(asked.text("stdin-filename"), report)
        else:
            self.files = read_all(paths, report)

    def judge(self, texts: Mapping[str, str]) -> Linted:
        """Lint the files, some of them with other texts."""
        return lint(
            [
                *self.files.texts(texts),
                *([Text(self.stdin, lambda _: None)] if self.stdin else []),
            ],
            self._kind,
            *self._chosen,
            keeps=lambda rule, name: not self._said.ignores(rule, name),
        )

    @property
    def texts(self) -> dict[str, str]:
        """The texts of all files by their names."""
        return {each.source.name: each.source.text for each in self.files.found}

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.files.found) + (self.stdin is not None)


def _mend(job: _Job, asked: Asked, talk: Talk) -> tuple[Sequence[Diagnostic], int]:
    """Carry fixes out, or show them; return what is left to tell, and a code that ends the run."""
    texts = job.texts
    mended = mend(texts, lambda some: job.judge(some).found, unsafe=asked.flag("unsafe-fixes"))
    if asked.flag("diff"):
        from dbstackc.surface.patch import patch

        for name, text in sorted(mended.texts.items()):
            talk.out(patch(name, texts[name], text))
        talk.say(f"Would make {counted(mended.fixes, 'fix', 'fixes')}.")
        return mended.found, FOUND if mended.texts else DONE
    report = Report()
    for file in job.files.found:
        if file.source.name in mended.texts:
            replace(file.path, file.encoded(mended.texts[file.source.name]), report)
    talk.draw(report)
    talk.say(f"Made {counted(mended.fixes, 'fix', 'fixes')}.")
    return mended.found, code_of(report)


def _against_baseline(
    found: list[Diagnostic], said: Settings, asked: Asked, talk: Talk
) -> list[Diagnostic] | int:
    """Return the findings that the baseline does not know, or a code that ends the run."""
    place = Path(asked.text("baseline"))
    if not asked.text("baseline") and said.baseline and said.place is not None:
        place = said.place.parent / said.baseline
    report = Report()
    if asked.flag("update-baseline"):
        place = place if place.name else Path("dbstackc-baseline.json")
        done = baseline.keep(place, found, report)
        talk.draw(report)
        talk.say(f"{place} holds {counted(len(found), 'finding')}.")
        return DONE if done else BROKEN
    if not place.name:
        return found
    known = baseline.known(place, report)
    if known is None:
        talk.draw(report)
        return MISUSED
    fresh, gone = baseline.without(found, known)
    if gone:
        talk.say(f"{counted(gone, 'finding')} of {place} are gone: `--update-baseline` drops them.")
    return fresh


def _kind(asked: Asked) -> str:
    from dbstackc.lint.reader import readers

    kind, known = asked.text("kind"), [each.kind for each in readers()]
    if kind and kind not in known:
        raise MisuseError(f"there is no kind `{kind}`", f"there are {', '.join(known)}")
    return kind
