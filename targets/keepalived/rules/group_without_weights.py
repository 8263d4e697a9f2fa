"""An instance of a group tracks something with a weight, which groups leave out.

The members of a `vrrp_sync_group` keep one priority, or they would come apart. A weighted check is
dropped, and the address stays where the service is dead.

Source: keepalived 2.2.7, vrrp.c: "ignoring tracked script ... with weights due to SYNC group";
keepalived.conf(5), "sync_group_tracking_weight".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..blocks import tracked_weight
from ..read import Config

LEVEL = Level.ERROR

EXAMPLE = "keepalived.conf"

BAD = """
vrrp_script alive {
    script "/bin/sh /etc/keepalived/alive.sh"
    weight -20
}

vrrp_instance a {
    state BACKUP
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

vrrp_instance b {
    state BACKUP
    interface eth1
    virtual_router_id 62
    priority 110
    virtual_ipaddress {
        10.0.1.100/24
    }
    track_script {
        alive
    }
}

vrrp_sync_group both {
    group {
        a
        b
    }
}
"""

GOOD = """
vrrp_script alive {
    script "/bin/sh /etc/keepalived/alive.sh"
    weight -20
}

vrrp_instance a {
    state BACKUP
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

vrrp_instance b {
    state BACKUP
    interface eth1
    virtual_router_id 62
    priority 110
    virtual_ipaddress {
        10.0.1.100/24
    }
    track_script {
        alive
    }
}

vrrp_sync_group both {
    group {
        a
        b
    }
    sync_group_tracking_weight
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each weighted script of a member of a group that does not ask for weights."""
    for config in stack.documents("keepalived"):
        assert isinstance(config, Config)
        scripts = {each.words[1].text: each for each in config.all("vrrp_script")}
        groups = {
            line.words[0].text: line.words[0]
            for group in config.all("vrrp_sync_group")
            if group.get("sync_group_tracking_weight") is None
            and group.get("global_tracking") is None
            for line in group.lines("group")
        }
        for one in config.all("vrrp_instance"):
            member = groups.get(one.words[1].text)
            for line in one.lines("track_script") if member is not None else ():
                weight = tracked_weight(line, scripts.get(line.words[0].text))
                if weight is None:
                    continue
                assert member is not None
                report(
                    f"`{line.words[0].text}` is not tracked by `{one.words[1].text}`",
                    at=line.words[0].span,
                    says="left out",
                    beside=[
                        (weight.span, "since it has a weight"),
                        (member.span, "and the instance is one of a group"),
                    ],
                    note="the members of a group keep one priority: a failing check does nothing",
                    help="leave the weight out, or say `sync_group_tracking_weight` in the group",
                )
