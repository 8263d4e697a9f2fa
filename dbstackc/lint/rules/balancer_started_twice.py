"""HAProxy is started by hand in a container that runs it already.

The image's own command is HAProxy. A second one, started with `docker exec`, opens the same ports
without a complaint: two processes share the connections, each with its own idea of which node is
up, and the second one is gone at the next restart.

Source: docker-library/haproxy, Dockerfile, CMD; seen on HAProxy 2.6: both listen, and exit with 0.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Program
from dbstackc.lint.product import products
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "run.sh"

BAD = """
docker run -d --name h1 -v ./haproxy:/usr/local/etc/haproxy:ro haproxy:2.8.5
docker exec -it h1 haproxy -f /usr/local/etc/haproxy/haproxy.cfg
"""

GOOD = """
docker run -d --name h1 -v ./haproxy:/usr/local/etc/haproxy:ro haproxy:2.8.5
docker exec -it h1 haproxy -c -f /usr/local/etc/haproxy/haproxy.cfg
"""


def check(stack: Stack, report: Report) -> None:
    """Report each HAProxy that is run inside a container that is one, checks of a file aside."""
    named: dict[str, Container] = {}
    for each in products(stack):
        if each.kind == "haproxy" and not each.container.command:
            for name in each.container.called:
                named.setdefault(name, each.container)
    for program in stack.all(Program):
        words = [word.text for word in program.words]
        container = named.get(program.name.text)
        if container is None or not words or words[0].rpartition("/")[2] != "haproxy":
            continue
        if any(word in ("-c", "-v", "-vv", "-sf", "-st", "-x") for word in words[1:]):
            continue
        report(
            f"HAProxy is started a second time in `{container.name.text}`",
            at=program.words[0].span,
            says="a second one",
            beside=[(container.image.span, "the image starts one")] if container.image else [],
            note="both open the same ports, each with its own idea of which nodes are up",
            help="mount the file and let the image start it; `docker kill -s USR2` reads it anew",
        )
