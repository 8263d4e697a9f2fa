"""Ask systemd about the units of a folder: whether it takes them, and when its timers strike."""

import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.engines.ask import SECONDS
from tests.engines.need import find, need


def judge(path: Path) -> str:
    """Return what systemd says of a unit beside those that it names; empty where it is content.

    The script that a unit starts lies on a host, so a program of this machine stands in for it.
    """
    need("systemd-analyze")
    with TemporaryDirectory() as place:
        for each in (*path.parent.glob("*.service"), *path.parent.glob("*.timer")):
            text = re.sub(r"(?m)^(Exec\w+=-?)\S+", r"\g<1>/bin/true", each.read_text())
            (Path(place) / each.name).write_text(text)
        unit = Path(place) / path.name
        if path.suffix == ".service":
            unit = unit.rename(unit.with_name(path.name.replace("@.", "@one.")))
        said = _said("verify", "--man=no", "--recursive-errors=one", str(unit))
    for line in path.read_text().splitlines():
        if line.startswith("OnCalendar="):
            said += _said("calendar", line.partition("=")[2])
    return said


def strikes(calendar: str, times: int) -> list[str]:
    """Return the next times of a day at which a calendar strikes, as hours and minutes."""
    need("systemd-analyze")
    command = [find("systemd-analyze") or "", "calendar", f"--iterations={times}", calendar]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
    return re.findall(r"(?:Next elapse|Iter[a-z.]* #\d+): \S+ \S+ (\d\d:\d\d):00", done.stdout)


def _said(*words: str) -> str:
    done = subprocess.run(
        [find("systemd-analyze") or "systemd-analyze", *words],
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    return done.stderr if words[0] == "verify" or done.returncode else ""
