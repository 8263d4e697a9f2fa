"""What servers refuse of an option file: they do not start with it.

An option is told to be unknown where no version of any vendor has it; one that some have is judged
by those who know the version (the rule mysql/other-version).

Source: mysys/my_default.c and my_getopt.c of MySQL 8.4 and MariaDB 10.11; `mariadbd --help
--verbose` and `mysqld --validate-config` refuse each of these.
"""

import re

from dbstackc.base.diagnostic import Edit, Fix
from dbstackc.base.report import Report
from dbstackc.base.suggest import nearest

from .known import WORDS, is_number, is_of_plugin, is_word, known, option
from .lines import Option
from .see import File

SERVERS = re.compile(r"(?:mysqld|server|mariadbd?|galera)(?:[-.]?\d[\d.]*)?|mysqld\d+")
"""Groups that a server reads."""

_STARTS = "the server does not start with it"
_HOLE = re.compile(r"\{\{|@@|\$\{|\$\(|%[A-Z_]+%|<[A-Za-z_]+>|^_[A-Z_]+_$")
_TEMPLATE = re.compile(r"\{[%#]|<%")


def refuse(file: File, report: Report) -> None:
    """Report what no server takes, at its place.

    Reports: mysql/not-an-option, mysql/unknown-option, mysql/wrong-value.
    """
    if _TEMPLATE.search(file.source.text):
        return  # another program makes lines of it first
    for fault in file.faults[:1]:
        report.error(
            "mysql/not-an-option",
            f"no program reads this file: {fault.why}",
            at=fault.at,
            note="servers and clients end at this line",
        )
    for each in file.options:
        if each.at.source is file.source and SERVERS.fullmatch(each.group) and not _is_hole(each):
            _option(each, report)


def _is_hole(each: Option) -> bool:
    """Tell whether another program fills a part of the line first."""
    return bool(_HOLE.search(each.at.text) or _HOLE.search(each.value.text))


def _option(each: Option, report: Report) -> None:
    found = option(each.name)
    if found is None:
        if not each.loose and not is_of_plugin(each.name):
            _unknown(each, report)
        return
    name, facts = found
    text = each.value.text
    if each.loose or name != each.name:
        return
    if facts.needs and not each.given:
        report.error(
            "mysql/wrong-value", f"`{each.at.text}` needs a value", at=each.at, note=_STARTS
        )
    if not text:
        return
    if facts.number and not is_number(text):
        report.error(
            "mysql/wrong-value",
            f"`{each.at.text}` takes a number",
            at=each.value.span,
            note=_STARTS,
            help="write it as in `64` or `512M`, without a space or a unit's name",
        )
    elif not is_word(name, text):
        report.error(
            "mysql/wrong-value",
            f"`{each.at.text}` knows no `{text}`",
            at=each.value.span,
            note=_STARTS,
            help=f"it is one of {', '.join(sorted(WORDS[name]))}" if len(WORDS[name]) < 9 else "",
        )


def _unknown(each: Option, report: Report) -> None:
    near = nearest(each.name, known()) if each.name.isidentifier() else None
    written = near.replace("_", "-") if near and "-" in each.at.text else near
    report.error(
        "mysql/unknown-option",
        f"no server has an option `{each.at.text}`",
        at=each.at,
        note=_STARTS,
        help="" if near else "write `loose-` before it, if a plugin brings it along",
        fix=Fix(f"write `{written}`", (Edit(each.at, written),)) if written else None,
    )
