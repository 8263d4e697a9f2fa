"""Timers, services and tables of copies that exist: whose files they are, and what they say."""

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.facts.timed import Copied, Unit
from dbstackc.lint.lift.calendar import clock, times
from dbstackc.lint.reader import Context, choose, readers

TIMER = "[Unit]\nDescription=a\n[Timer]\nOnCalendar=*-*-* 03:15:00\nPersistent=true\n"
SERVICE = """\
; a comment
[Service]
ExecStart=/a \\
# between
    --all \\
    b
ExecStart=
ExecStart = -/c/backup.sh %i \r
Environment=A=hunter2
[Install]
"""
ROW = "a\tstack\tn1\tmember\tfiles\tcopier\tcopies\t/var/b\t604800s\t43200\t86400\tno\t/usr/away"
OTHER = ROW.replace("604800s", "14").replace("/usr/away", "-")
TABLE = f"# cluster, stack\n\n{ROW}\nno row\n{OTHER}"


READ = {
    "a.timer": (TIMER, "units"),
    "a@.service": (SERVICE, "units"),
    "a.network": ("[Match]\nName=eth0\n[Network]\nDHCP=yes\n", ""),
    "a.target": ("[Unit]\nDescription=a\n", ""),
    "my.cnf": ("[mysqld]\nport = 3306\n", "options"),
    "backup.txt": (TABLE, "copies"),
    "other.txt": ("a\tb\tc\tmember\n", ""),
    "later.txt": ("a\tb\n" + ROW, ""),
}


@pytest.mark.parametrize("name", READ)
def test_a_file_is_known_by_what_it_says(name: str) -> None:
    text, kind = READ[name]
    reader = choose("a", text, readers())
    assert (reader.kind if reader is not None else "") == kind


def facts(kind: str, text: str) -> list[Fact]:
    (reader,) = (each for each in readers() if each.kind == kind)
    document = reader.read(Source("d/a.service", text), Context(lambda _: None), Report())
    assert reader.write(document) == text
    assert [s.text for s in reader.secrets(document)] == ["A=hunter2"] * ("hunter2" in text)
    return list(reader.see(document))


def test_a_value_goes_on_and_is_taken_back_as_systemd_has_it() -> None:
    (unit,) = facts("units", SERVICE)
    assert isinstance(unit, Unit) and unit.name.text == "a.service"
    assert [said.text for said in unit.all("Service.ExecStart")] == ["-/c/backup.sh %i"]
    assert [said.span.text for said in unit.all("Service.ExecStart")] == ["-/c/backup.sh %i"]
    first, last = unit.runs
    assert first.text == "/a --all b" and first.span.text.startswith("/a \\\n# between")
    assert first.span.text.endswith("    b") and last.text == "-/c/backup.sh %i"
    assert unit.all("Service.User") == []


def test_a_row_has_its_fields_at_their_places() -> None:
    one, other = facts("copies", TABLE)
    assert isinstance(one, Copied) and isinstance(other, Copied)
    assert one.span.text == ROW and one.name.text == one.name.span.text == "a"
    assert (one.node.text, one.kept.text, one.then.span.text) == ("n1", "604800s", "/usr/away")
    assert (other.kept.text, other.then.text) == ("14", "-")


CLOCKS = {
    "*-*-* 03:15:00": (195, 1440),
    "03:15": (195, 1440),
    "daily": (0, 1440),
    "hourly": (0, 60),
    "*-*-* *:05:00": (5, 60),
    "*-*-* 00/6:30:00": (30, 360),
    "03,15:00": (180, 720),
    "*:0/15": (0, 15),
    "*:00,30": (0, 30),
    "0..23:10": (10, 60),
    "*-*-* 00..23/8:00": (0, 480),
    "00/7:00": None,
    "03/6:00": (180, 360),
    "*:07/13": None,
    "*:10,20": None,
    "Mon *-*-* 03:15:00": None,
    "*-*-01 03:15:00": None,
    "weekly": None,
    "24:00": None,
    "03:60": None,
    "03:15:30": None,
    "03:15 UTC": None,
    "*-*-* */0:00": None,
    "": None,
    "9" * 400 + ":00": None,
}


@pytest.mark.parametrize("text", CLOCKS)
def test_a_calendar_is_a_clock_of_the_language_or_none(text: str) -> None:
    found = times(text)
    assert (clock(found) if found else None) == CLOCKS[text]
