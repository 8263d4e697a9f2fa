"""A check lowers the priority of a holder, and `nopreempt` keeps all others from taking over.

With `nopreempt` a holder of higher priority waits until the address is free. One whose check fails
only has a lower priority, and holds on: the address stays where the service is dead. A check of
weight 0 puts it into fault, and the address moves at once.

Source: keepalived.conf(5), "nopreempt", "track_script"; seen on keepalived 2.2.7: with `weight -20`
the address never moves, with no weight it moves in two seconds.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack

from ..blocks import tracked_weight
from ..read import Config

LEVEL = Level.WARNING

EXAMPLE = "keepalived.conf"

BAD = """
vrrp_script alive {
    script "/bin/sh /etc/keepalived/alive.sh"
    weight -20
}

vrrp_instance a {
    state BACKUP
    nopreempt
    interface eth0
    virtual_router_id 61
    priority 110
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_script {
        alive
    }
}
"""

GOOD = """
vrrp_script alive {
    script "/bin/sh /etc/keepalived/alive.sh"
}

vrrp_instance a {
    state BACKUP
    nopreempt
    interface eth0
    virtual_router_id 61
    priority 110
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_script {
        alive
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each weight that is tracked by an instance which preempts nobody.

    Where a holder of the same router id is known that does preempt, it takes over: silence.
    """
    preempted = {
        one.router_id.text
        for one in stack.all(VrrpInstance)
        if one.nopreempt is None and one.router_id is not None
    }
    for config in stack.documents("keepalived"):
        assert isinstance(config, Config)
        scripts = {each.words[1].text: each for each in config.all("vrrp_script")}
        for one in config.all("vrrp_instance"):
            number, waits = one.get("virtual_router_id"), one.get("nopreempt")
            state = one.get("state")
            if waits is None or (state is not None and state.words[-1].text == "MASTER"):
                continue
            if number is not None and number.words[-1].text in preempted:
                continue
            for line in one.lines("track_script"):
                weight = tracked_weight(line, scripts.get(line.words[0].text))
                if weight is None:
                    continue
                report(
                    f"a failing `{line.words[0].text}` does not move the address of "
                    f"`{one.words[1].text}`",
                    at=weight.span,
                    says="lowers the priority",
                    beside=[(waits.words[0].span, "and nobody takes over from a holder")],
                    note="the address stays where the service is dead",
                    help="leave the weight out: a check that fails then gives the address up",
                )
