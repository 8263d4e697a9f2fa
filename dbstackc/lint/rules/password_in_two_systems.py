"""One password opens several systems.

Whoever learns it in one place, where it may be shown on a page or sent in clear (a status page,
VRRP), has the databases too.

Source: CWE-1393, use of default password; OWASP ASVS 4.0, section 2.10.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.said import Said
from dbstackc.lint.passwords import passwords
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
    for each in passwords(stack):
        if not each.sure:
            continue
        found.setdefault(each.said.text, {}).setdefault(each.system, each.said)
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
