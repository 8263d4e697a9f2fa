"""Ask every engine that is here about every file of a bundle that it reads."""

import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dbstackc.base.diagnostic import Level
from dbstackc.base.record import field, record
from dbstackc.base.report import Report
from dbstackc.base.text import counted
from dbstackc.emit.load import targets
from dbstackc.verify.checkers import checkers
from dbstackc.verify.contract import Checker, Complaint, Desk
from dbstackc.verify.copy import copied
from dbstackc.verify.tell import Teller
from dbstackc.work.bundle import SOURCE_MAP
from dbstackc.work.files import reason
from dbstackc.work.place import survey
from dbstackc.work.program import Patience, SilentError

PROSE = (".md", ".txt", ".html", ".svg")
"""What only people and scripts read."""

MOST = 50
"""Complaints of one engine about one file that are told."""


@record(slots=True)
class Verified:
    """Who was asked, and about how many files; what nobody here reads, in name order."""

    asked: dict[str, int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def verify(place: Path, required: Collection[str], seconds: float, report: Report) -> Verified:
    """Ask, and report each complaint at the words that made its line.

    place: of a bundle, with its manifest. required: names of checkers that must be here; `all` for
        all that have something to read.
    seconds: how long an engine may think about one file.

    Reports: NAME-refuses and NAME-warns for each checker NAME, checker-missing, checker-required,
    no-answer, edited-bundle, missing-output, no-source-map, unreadable-file.
    """
    standing = survey(place)
    for path in standing.missing:
        report.error(
            "missing-output", f"`{place / path}` is gone since the bundle was built", at=None,
            help="build the bundle again",
        )  # fmt: skip
    gone = set(standing.missing)
    paths = [path for path in standing.hashes if path != SOURCE_MAP and path not in gone]
    paths = [path for path in paths if not (place / path).is_symlink()]
    done = Verified()
    patience = Patience(seconds)
    try:
        with copied(place, paths) as folder, Desk(folder, patience) as desk:
            found = list(_ask(desk, paths, required, done, report))
    except OSError as error:
        title = f"`{error.filename or place}` cannot be read or copied: {reason(error)}"
        report.error("unreadable-file", title, at=None)
        return done
    teller = Teller(place, standing.edited, report)
    for name, complaint in found:
        teller.tell(name, complaint)
    return done


def _ask(
    desk: Desk, paths: Sequence[str], required: Collection[str], done: Verified, report: Report
) -> Iterator[tuple[str, Complaint]]:
    questions: list[tuple[str, Checker, str]] = []
    read: set[str] = set()
    for name, checker in checkers().items():
        mine = [path for path in paths if checker.reads(desk, path)]
        is_here = checker.program() is not None
        is_required = name in required or (bool(mine) and "all" in required)
        if not is_here and (mine or is_required):
            _say_missing(name, checker, len(mine), is_required, report)
        if mine and is_here:
            done.asked[name] = len(mine)
            questions += [(name, checker, path) for path in mine]
            read.update(mine)
    yield from _answers(desk, questions, report)
    texts = {path: desk.text(path) for path in paths}
    for target in targets():
        judge = getattr(target, "judge", None)
        for path, complaints in judge(texts) if judge else ():
            read.add(path)
            done.asked[target.name] = done.asked.get(target.name, 0) + 1
            for line, text in complaints:
                yield target.name, Complaint(path, text, line)
    prose = [path for path in paths if path.endswith(PROSE)]
    done.unread = sorted(set(paths) - read - set(prose))


def _answers(
    desk: Desk, questions: Sequence[tuple[str, Checker, str]], report: Report
) -> Iterator[tuple[str, Complaint]]:
    """Yield the complaints in the order of the questions; as many are asked at once as can run."""

    def answer(question: tuple[str, Checker, str]) -> list[Complaint] | str:
        _, checker, path = question
        try:
            return list(checker.ask(desk, path))
        except SilentError:
            return "it was killed, for it did not end in its time"
        except OSError as error:
            return reason(error)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            answers = list(pool.map(answer, questions))
        except BaseException:
            desk.leave()
            raise
    for (name, _, path), said in zip(questions, answers, strict=True):
        if isinstance(said, str):
            report.error(
                "no-answer", f"{name} gave no answer about `{path}`: {said}", at=None,
                help="`--timeout` gives it longer",
            )  # fmt: skip
            continue
        for complaint in said[:MOST]:
            yield name, complaint
        if len(said) > MOST:
            yield name, Complaint(path, f"and {len(said) - MOST} complaints more")


def _say_missing(
    name: str, checker: Checker, files: int, is_required: bool, report: Report
) -> None:
    unseen = f": {counted(files, 'file')} not asked about" if files else ""
    report.say(
        Level.ERROR if is_required else Level.WARNING,
        "checker-required" if is_required else "checker-missing",
        f"{name} is not here{unseen}",
        at=None,
        help=checker.GET,
    )
