"""HAProxy logs to an address of its container where nobody listens.

In a container 127.0.0.1 is the container itself, and there is no syslog in it. Each line is lost,
and so is the only record of why a server was taken out.

Source: HAProxy 2.8 configuration manual, "log": `stdout` is there for containers.
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.check.rule import Report
from dbstackc.lint.housed import balancers
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

_CFG = """
global
    log WHERE local0 info

defaults
    mode tcp
    log global
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    server a 10.0.0.1:8066 check
"""

_RUN = """
docker run -d --name h1 -v ./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro haproxy:2.8.5
"""

BAD = {"haproxy.cfg": _CFG.replace("WHERE", "127.0.0.1"), "run.sh": _RUN}

GOOD = {"haproxy.cfg": _CFG.replace("WHERE", "stdout format raw"), "run.sh": _RUN}


def check(stack: Stack, report: Report) -> None:
    """Report each log of a containered HAProxy that goes to loopback or a missing socket."""
    for proxy, product in balancers(stack):
        said = proxy.settings.get("log")
        if said is None or product.container.host_network is not None:
            continue
        place = said.text.split()[0] if said.text.split() else ""
        if place.partition(":")[0] not in ("127.0.0.1", "localhost") and place != "/dev/log":
            continue
        if any(mount.inside.text == "/dev/log" for mount in product.container.mounts):
            continue
        fix = None
        if said.span.text == said.text:
            fix = Fix("log to the container's output", (Edit(said.span, _out(said.text)),))
        image = product.container.image
        report(
            "what HAProxy logs reaches nobody",
            at=said.span,
            says="the container itself" if place != "/dev/log" else "not mounted",
            beside=[(image.span, "there is no syslog in it")] if image is not None else [],
            note="why a server was taken out is then nowhere to be read",
            help="write `log stdout format raw local0`, and read it with `docker logs`",
            fix=fix,
        )


def _out(text: str) -> str:
    """Return what is said of a log, said of the container's output.

    Source: HAProxy 2.6, src/log.c, parse_logger: length, form and sample, in this order.
    """
    _, *rest = text.split()
    length = rest[:2] if rest[:1] == ["len"] else []
    rest = rest[len(length) :]
    form = [] if rest[:1] == ["format"] else ["format", "raw"]
    return " ".join(("stdout", *length, *form, *rest))
