"""What holds for a whole balancer: its process, its defaults, its resolvers, its status page."""

from collections.abc import Sequence

from dbstackc.emit import layout, pulse
from dbstackc.emit.service.contract import HAPROXY_USER
from dbstackc.model.topology import Balancer, Stats
from dbstackc.model.verbatim import placed

from .document import Directive, Section
from .words import time

LAST_WORD = "30s"
"""How long a process that was told to stop, or was reloaded, may serve the sessions that it has.

Without a limit it stays for as long as a client may be silent. Source: HAProxy 2.6 configuration
manual, `hard-stop-after`.
"""

_KEEP_ALIVE_SETTINGS = (2, 4)
"""The version from which all of clitcpka-* and srvtcpka-* are known."""


def process(balancer: Balancer, beats: Sequence[int] = ()) -> Section:
    """Return the section `global`: what the process may do.

    beats: the ports at which keepalived asks whether it is alive; whoever asks changes nothing.
    No `daemon`: a container ends with its first process. No `chroot`: the image's user may not.
    Verbatim lines end the section, so that one of them may begin a section of its own.

    Source: docker-library/haproxy, Dockerfile (USER haproxy) and docker-entrypoint.sh (-W -db);
    HAProxy 2.6 management guide, 9.3 (`level user`).
    """
    lines = [
        Directive(("log", "stdout", "format", "raw", "local0", "info")),
        Directive(("maxconn", str(balancer.maxconn)), balancer.origin("maxconn")),
        Directive(("hard-stop-after", LAST_WORD), balancer.span),
    ]
    ports = [listen.port for listen in balancer.listens]
    if balancer.stats is not None:
        ports.append(balancer.stats.port)
    if balancer.network is None and min(ports, default=1024) < 1024:
        # Low ports of a host are root's to open; the sessions are not root's to serve.
        lines += [Directive(("uid", str(HAPROXY_USER))), Directive(("gid", str(HAPROXY_USER)))]
    for port in beats:
        words = ("stats", "socket", f"ipv4@{pulse.ADDRESS}:{port}", "level", "user")
        lines.append(Directive(words, balancer.span))
    lines += [Directive((), at, text) for text, at in placed(balancer)]
    return Section("global", "", balancer.span, tuple(lines), balancer.doc)


def defaults(balancer: Balancer) -> Section:
    """Return the section `defaults`: what every door starts from."""
    span, waits = balancer.span, balancer.origin("timeout")
    lines = [
        Directive(("log", "global"), span),
        Directive(("mode", "tcp")),
        Directive(("option", "dontlognull")),
        Directive(("option", "log-health-checks")),
        Directive(("option", "redispatch")),
        Directive(("retries", "3")),
        Directive(("timeout", "connect", time(balancer.connect)), waits),
        Directive(("timeout", "queue", time(balancer.connect))),
        Directive(("timeout", "client", time(balancer.client))),
        Directive(("timeout", "server", time(balancer.server))),
        Directive(("timeout", "check", time(balancer.check))),
        *_keep_alive(balancer),
    ]
    return Section("defaults", "", span, tuple(lines))


def _keep_alive(balancer: Balancer) -> list[Directive]:
    """Return the lines that find out within two minutes that an end of a silent session is gone.

    Source: HAProxy 2.6 configuration manual, `option clitcpka`, `clitcpka-idle`; tcp(7): 2 hours.
    """
    lines: list[Directive] = []
    for side in ("cli", "srv"):
        lines.append(Directive(("option", f"{side}tcpka"), None if lines else balancer.span))
        if balancer.version >= _KEEP_ALIVE_SETTINGS:
            lines += [
                Directive((f"{side}tcpka-idle", "60s")),
                Directive((f"{side}tcpka-intvl", "15s")),
                Directive((f"{side}tcpka-cnt", "4")),
            ]
    return lines


def resolvers(balancer: Balancer) -> str:
    """Return the name of the resolvers that a balancer asks for names."""
    return "docker" if balancer.network is not None else "system"


def resolver(balancer: Balancer) -> Section:
    """Return the section that says whom to ask for names while running.

    Without it a name is looked up once, at the start.

    Source: Docker documentation, "DNS services" (127.0.0.11 in networks that users made); HAProxy
    2.6 configuration manual, 5.3.2 "The resolvers section".
    """
    where = (
        Directive(("parse-resolv-conf",))
        if balancer.network is None
        else Directive(("nameserver", "dns", "127.0.0.11:53"))
    )
    lines = (
        where,
        Directive(("resolve_retries", "3")),
        Directive(("timeout", "resolve", "1s")),
        Directive(("timeout", "retry", "1s")),
        Directive(("hold", "valid", "10s")),
    )
    return Section("resolvers", resolvers(balancer), balancer.origin("network"), lines)


def status(balancer: Balancer, stats: Stats) -> Section:
    """Return the status page, which shows and cannot change anything.

    Without a login it is shown to the host itself alone, where it would be open to the host's net.
    """
    alone = stats.secret is None and balancer.network is None
    taken = any(listen.name == "stats" for listen in balancer.listens)
    lines = [
        Directive(("bind", f"{'127.0.0.1' if alone else ''}:{stats.port}"), stats.origin("port")),
        Directive(("mode", "http"), stats.span),
        Directive(("option", "httplog")),
        Directive(("timeout", "client", "1m")),
        Directive(("timeout", "http-request", "10s")),
        Directive(("stats", "enable")),
        Directive(("stats", "uri", stats.path), stats.origin("path")),
        Directive(("stats", "hide-version"), stats.span),
    ]
    if stats.secret is not None:
        login = f"{stats.user}:{layout.hole(stats.secret)}"
        # Always in double quotes: the value that fills the hole is escaped for those.
        lines.append(Directive((), stats.origin("secret"), f'stats auth "{login}"'))
    # No name of a door has a colon.
    return Section("frontend", "stats:page" if taken else "stats", stats.span, tuple(lines))
