"""A server is started in a container by hand.

Docker starts a container's own command, after a crash and after a reboot, and nothing else. What
was started with `docker exec` is gone then, and nobody notices until it is missed.

Source: docs.docker.com, "docker container exec": runs as long as the container's primary process.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Program
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "start.sh"

BAD = """
docker run -d --restart=always --name m1 example/mycat:1.6.7.4
docker exec m1 service keepalived start
"""

GOOD = """
docker run -d --restart=always --name m1 example/mycat:1.6.7.4
docker exec m1 service keepalived status
"""


SERVERS = ("keepalived", "mysqld", "mariadbd", "mysqld_safe", "nginx")


def check(stack: Stack, report: Report) -> None:
    """Report each server that is started inside a container."""
    for program in stack.all(Program):
        words = [word.text for word in program.words]
        first = words[0].rpartition("/")[2]
        is_started = first in ("service", "systemctl", "mycat") and "start" in words
        if not is_started and not (first in SERVERS and len(words) > 1 and "-v" not in words):
            continue
        name = next((w for w in words[1:] if w not in ("start", "restart")), first)
        what = name if first in ("service", "systemctl") else first
        report(
            f"`{what}` in `{program.name.text}` does not come back by itself",
            at=program.words[0].span,
            says="started by hand",
            beside=[(program.name.span, "in this container")],
            note="after a crash or a reboot Docker starts the container's own command alone",
            help="make it the command of a container of its own",
        )
