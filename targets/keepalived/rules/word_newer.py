"""A word is newer than the keepalived that many hosts have.

keepalived complains of a word that it does not know, and goes on without it: what was asked for
does not happen there. Debian 12 has 2.2.7.

Source: keepalived's sources at each release; see `releases.py`.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..read import Config
from ..releases import CAME, dated

LEVEL = Level.ADVICE

EXAMPLE = "keepalived.conf"

BAD = """
global_defs {
    state_dump_file /run/keepalived/state
}

vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_interface {
        eth1
    }
}
"""

GOOD = """
global_defs {
    umask 022
}

vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_interface {
        eth1
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each word that keepalived 2.2.7 does not know, and since when it is known."""
    for config in stack.documents("keepalived"):
        assert isinstance(config, Config)
        for word, inside, since in dated(config, CAME):
            report(
                f"`{word.text}` is a word of keepalived {since} and later",
                at=word.span,
                says=f"since {since}",
                note=f"an older one complains of it in `{inside}`, and goes on without it",
            )
