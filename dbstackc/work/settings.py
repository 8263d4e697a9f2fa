"""Settings of a repository: `dbstackc.toml`, or `[tool.dbstackc]` of pyproject.toml."""

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.suggest import nearest
from dbstackc.work.files import read_text

FILE, SHARED = "dbstackc.toml", "pyproject.toml"
LISTS = ("select", "ignore")
TEXTS = ("fail-on", "baseline", "output-format")
PER_FILE = "per-file-ignores"


@record(frozen=True, slots=True)
class Settings:
    """What a repository says of linting.

    place: the file that says it; None where none does. per_file: rules to ignore, by a pattern of
    paths relative to the file's folder.
    """

    place: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = ""
    baseline: str = ""
    output_format: str = ""
    per_file: Mapping[str, tuple[str, ...]] = {}

    def ignores(self, rule: str, name: str) -> bool:
        """Tell whether a rule is ignored in a file, by its path as it was given."""
        if not self.per_file or self.place is None:
            return False
        try:
            path = Path(name).resolve().relative_to(self.place.parent.resolve()).as_posix()
        except (OSError, ValueError, RuntimeError):
            return False
        return any(
            rule in rules and fnmatchcase(path, pattern) for pattern, rules in self.per_file.items()
        )


def settings(folder: Path, report: Report) -> Settings:
    """Return the settings of the nearest folder upward that has some.

    Reports: settings-form, and what reading a file reports.
    """
    for above in (folder.resolve(), *folder.resolve().parents):
        for name in (FILE, SHARED):
            place = above / name
            if not place.is_file():
                continue
            source = read_text(place, report)
            if source is None:
                return Settings()
            try:
                told: Any = tomllib.loads(source.text)
            except (tomllib.TOMLDecodeError, RecursionError) as error:
                _refuse(place, f"it is no TOML: {error}", report)
                return Settings()
            if name == SHARED:
                tools = told.get("tool")
                told = tools.get("dbstackc") if isinstance(tools, dict) else None
                if told is None:
                    continue
            return _settings(place, told, report)
    return Settings()


def _settings(place: Path, told: Any, report: Report) -> Settings:
    lint = told.get("lint", {}) if isinstance(told, dict) else None
    if not isinstance(lint, dict):
        _refuse(place, "`lint` is no table", report)
        return Settings()
    known = (*LISTS, *TEXTS, PER_FILE)
    for name, value in lint.items():
        if name not in known:
            near = nearest(name, known)
            hint = f"; did you mean `{near}`?" if near else f"; there are {', '.join(known)}"
            _refuse(place, f"`lint.{name}` is no setting{hint}", report)
        elif name in LISTS and not _is_list(value):
            _refuse(place, f"`lint.{name}` is a list of rules", report)
        elif name in TEXTS and not isinstance(value, str):
            _refuse(place, f"`lint.{name}` is a text", report)
        elif name == PER_FILE and not (
            isinstance(value, dict) and all(map(_is_list, value.values()))
        ):
            _refuse(place, f"`lint.{name}` gives a list of rules for each pattern", report)
    if report.has_errors:
        return Settings()
    return Settings(
        place,
        tuple(lint.get("select", ())),
        tuple(lint.get("ignore", ())),
        lint.get("fail-on", ""),
        lint.get("baseline", ""),
        lint.get("output-format", ""),
        {pattern: tuple(rules) for pattern, rules in lint.get(PER_FILE, {}).items()},
    )


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _refuse(place: Path, why: str, report: Report) -> None:
    report.error("settings-form", f"`{place}`: {why}", at=None)
