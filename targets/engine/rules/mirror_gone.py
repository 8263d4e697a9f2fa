"""A mirror of Docker Hub does not answer.

Each pull waits for it first, and only then asks the hub.

Source: see the list of mirrors in `dbstackc/model/known.py`.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Daemon
from dbstackc.lint.stack import Stack
from dbstackc.model.known import MIRRORS

LEVEL = Level.WARNING

EXAMPLE = "daemon.json"

BAD = """
{
  "registry-mirrors": ["https://registry.docker-cn.com"]
}
"""

GOOD = """
{
  "registry-mirrors": ["https://mirror.example.org"]
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each mirror that is known not to answer everyone."""
    for daemon in stack.all(Daemon):
        for path, said in daemon.settings.items():
            if not path.startswith(("registry-mirrors.", "registry-mirror.")):
                continue
            host = said.text.partition("://")[2].partition("/")[0].partition(":")[0] or said.text
            for name, (why, _) in MIRRORS.items():
                if host == name or host.endswith(f".{name}"):
                    report(
                        f"the mirror `{host}` does not answer",
                        at=said.span,
                        says=why,
                        note="each pull waits for it before it asks the hub",
                        help="take it out, or name one of your own",
                    )
