"""Exit codes, and which finding makes which."""

from collections.abc import Iterable

from dbstackc.base.diagnostic import Diagnostic, Level

DONE, FOUND, MISUSED, BROKEN, BUG, INTERRUPTED, PIPE, TERMINATED = 0, 1, 2, 3, 70, 130, 141, 143

MEANINGS = {
    DONE: "done, and nothing was found at or above `--fail-on`",
    FOUND: "something was found at or above `--fail-on`, or `--check` or `--diff` would change "
    "something",
    MISUSED: "used wrongly: an unknown flag, a file that does not exist, a folder that cannot be "
    "the output",
    BROKEN: "the surroundings: something cannot be read or written, or stands in the way",
    BUG: "a fault of dbstackc",
    INTERRUPTED: "interrupted; nothing half done is left",
    PIPE: "the reader of the output went away",
    TERMINATED: "terminated; nothing half done is left",
}

_MISUSED = frozenset(("unsafe-output",))
_BROKEN = frozenset(
    (
        *("unreadable-file", "cannot-write", "output-taken", "edited-output"),
        *("checker-required", "no-answer"),
    )
)


class MisuseError(Exception):
    """The command line asks for what cannot be; the message is for the user.

    hint: what to do about it, a whole sentence in lower case, or empty.
    """

    code = MISUSED
    rule = "misuse"

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.hint = hint


class HinderedError(MisuseError):
    """What was asked for can be, but not on this machine, or not now."""

    code = BROKEN
    rule = "hindered"


class MisreadError(Exception):
    """The command line cannot be read; the user was told why, and the message says it again."""


def code_of(found: Iterable[Diagnostic], fail_on: str = "error") -> int:
    """Return the exit code that findings make.

    fail_on: the mildest level that counts, or never; a fault of ours or of the surroundings always
    counts.
    """
    code = DONE
    for each in found:
        if each.level == Level.BUG:
            return BUG
        if each.rule in _BROKEN and each.primary is None:
            code = max(code, BROKEN)
        elif each.rule in _MISUSED:
            code = max(code, MISUSED)
        elif fail_on != "never" and each.level <= Level[fail_on.upper()]:
            code = max(code, FOUND)
    return code
