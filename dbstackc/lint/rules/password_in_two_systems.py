"""One password opens several systems.

Whoever learns it in one place, where it may be shown on a page or sent in clear (a status page,
VRRP), has the databases too.

Source: CWE-1393, use of default password; OWASP ASVS 4.0, section 2.10.
"""

from collections.abc import Iterator

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.facts.router import DataHost, RouterUser
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

_CFG = """
defaults
    mode http
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen status
    bind 127.0.0.1:8888
    stats enable
    stats auth watcher:PASSWORD
"""

_VRRP = """
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass Kw7pQx2m
    }
    virtual_ipaddress { 10.0.0.100/24 }
    track_interface { eth1 }
}
"""

BAD = {"haproxy.cfg": _CFG.replace("PASSWORD", "Kw7pQx2m"), "keepalived.conf": _VRRP}

GOOD = {"haproxy.cfg": _CFG.replace("PASSWORD", "zR4tLw9b"), "keepalived.conf": _VRRP}


def check(stack: Stack, report: Report) -> None:
    """Report each password that several systems share, once."""
    found: dict[str, dict[str, Said]] = {}
    for system, said in _passwords(stack):
        if said.text and not said.text.startswith(("$", "/", "{{", "@@")):
            found.setdefault(said.text, {}).setdefault(system, said)
    for systems in found.values():
        if len(systems) < 2:
            continue
        (name, first), *others = systems.items()
        report(
            f"one password opens {len(systems)} systems",
            at=first.span,
            says=f"of {name}",
            beside=[(said.span, f"of {system}") for system, said in others],
            note="who learns it in the weakest of them has the others",
            help="give each system a password of its own",
        )


def _passwords(stack: Stack) -> Iterator[tuple[str, Said]]:
    for container in stack.all(Container):
        for variable in container.environment:
            if variable.value is not None and variable.name.endswith("PASSWORD"):
                kind = "WordPress" if variable.name.startswith("WORDPRESS") else "the database"
                yield kind, variable.value
    for user in stack.all(RouterUser):
        if "password" in user.properties and "usingDecrypt" not in user.properties:
            yield "MyCat", user.properties["password"]
    for host in stack.all(DataHost):
        for writer in host.writers:
            for end in (writer, *writer.readers):
                if end.password is not None:
                    yield "the database", end.password
    for proxy in stack.all(Proxy):
        for pool in proxy.pools:
            auth = pool.settings.get("stats auth")
            if auth is not None:
                yield "HAProxy's status page", Said(auth.text.partition(":")[2], auth.span, True)
    for vrrp in stack.all(VrrpInstance):
        if vrrp.auth is not None:
            yield "keepalived", vrrp.auth
