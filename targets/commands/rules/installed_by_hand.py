"""A program is installed into a container that runs.

It is in that container, and not in its image. The next time that the container is made anew, by an
update or on another machine, the program is gone.

Source: docs.docker.com, "Containers and layers": the writable layer goes with the container.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Program
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "start.sh"

BAD = """
docker run -d --name h1 haproxy:2.8.5
docker exec h1 apt-get install -y keepalived
"""

GOOD = """
docker run -d --name h1 haproxy:2.8.5
docker exec h1 apt-get --version
"""


TOOLS = ("apt-get", "apt", "yum", "dnf", "apk", "pip", "pip3", "npm")


def check(stack: Stack, report: Report) -> None:
    """Report each installation inside a container, once a container."""
    told: set[str] = set()
    for program in stack.all(Program):
        words = [word.text for word in program.words]
        first = words[0].rpartition("/")[2]
        if first not in TOOLS or not {"install", "add"} & set(words) or program.name.text in told:
            continue
        told.add(program.name.text)
        report(
            f"what is installed into `{program.name.text}` goes with it",
            at=program.words[0].span,
            says="into a container that runs",
            beside=[(program.name.span, "this one")],
            note="made anew, by an update or on another machine, it has only what its image has",
            help="build an image with it: `FROM …` and `RUN …`",
        )
