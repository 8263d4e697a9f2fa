"""A key of daemon.json is the name of a flag, and is not read.

dockerd takes it without a word, and does what it would do without: the list has another name in the
file. It looks set, and is not.

Source: moby v20.10, daemon/config/config.go; seen with Docker 20.10: `docker info` shows no mirror.
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Daemon
from dbstackc.lint.stack import Stack
from dbstackc.model.known import UNREAD

LEVEL = Level.ERROR

EXAMPLE = "daemon.json"

BAD = """
{
  "registry-mirror": ["https://mirror.example.org"]
}
"""

GOOD = """
{
  "registry-mirrors": ["https://mirror.example.org"]
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each such key; the fix writes the name that is read, if it is not there too."""
    for daemon in stack.all(Daemon):
        for path, said in daemon.settings.items():
            name = path.removeprefix("#")
            if not path.startswith("#") or name not in UNREAD:
                continue
            instead = UNREAD[name]
            is_free = f"#{instead}" not in daemon.settings
            report(
                f"dockerd does not read `{name}`",
                at=said.span,
                says="a flag of the command line",
                note="it starts without a word, and does what it would do without the key",
                help="" if is_free else f"move it to `{instead}`",
                fix=Fix(f"write `{instead}`", (Edit(said.span, instead),)) if is_free else None,
            )
