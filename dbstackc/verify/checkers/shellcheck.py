"""ShellCheck, which sees what a script means beside what it says; of a Dockerfile, what it runs."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dbstackc.verify.checkers import shell
from dbstackc.verify.contract import Complaint, Desk, in_silence
from dbstackc.work.program import find

GET = "install Debian's package shellcheck"

_RUN = re.compile(r"RUN\s+(?:--\S+\s+)*(?!\[)")
_SAID = re.compile(r"[^:]*:(?P<line>\d+):\d+: (?P<level>\w+): (?P<what>.*)")


def program() -> str | None:
    """Return where ShellCheck is."""
    return find("shellcheck")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is a script, or holds lines of one."""
    return path.endswith("/Dockerfile") or shell.reads(desk, path)


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield its findings; those of style are left out."""
    words = ("shellcheck", "--norc", "--severity=info", "--format=gcc")
    if path.endswith("/Dockerfile"):
        with TemporaryDirectory() as place:
            script = Path(place, "run.sh")
            script.write_text(run_lines(desk.text(path)), encoding="utf-8")
            # its ARGs are variables, and each RUN begins in the folder that WORKDIR says
            said = desk.run(*words, "--shell=sh", "--exclude=SC2154,SC2164", str(script))
    else:
        said = desk.run(*words, desk.at(path))
    found = [match for line in said.out.splitlines() if (match := _SAID.match(line))]
    for match in found:
        yield Complaint(path, match["what"], int(match["line"]), match["level"] == "error")
    if said.code and not found:
        yield (
            Complaint(path, said.error.strip())
            if said.error.strip()
            else in_silence(path, said.code)
        )


def run_lines(text: str) -> str:
    """Return what a Dockerfile runs in a shell, each line where it is, all others empty.

    Source: Docker documentation, "Dockerfile reference" (RUN, shell form, line continuation).
    """
    kept, runs = [], False
    goes_on = False
    for line in text.splitlines():
        if not goes_on:
            match = _RUN.match(line)
            runs = match is not None
            line = f"{' ' * len(match[0])}{line[match.end() :]}" if match else line
        goes_on = line.endswith("\\")
        kept.append(line if runs else "")
    return "\n".join(kept) + "\n"
