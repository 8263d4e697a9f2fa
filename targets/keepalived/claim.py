"""Whether a text is a keepalived.conf."""

import re

_BLOCK = re.compile(
    r"^[ \t]*(?:vrrp_instance[ \t]+\S+|vrrp_sync_group[ \t]+\S+|vrrp_script[ \t]+\S+"
    r"|virtual_server(?:_group)?[ \t]+\S+.*|global_defs)[ \t]*\{",
    re.M,
)
_LINE = re.compile(
    r"^[ \t]*(?:virtual_router_id[ \t]+|priority[ \t]+\d|advert_int[ \t]"
    r"|state[ \t]+(?:MASTER|BACKUP)|real_server[ \t]|lb_algo[ \t]|lb_kind[ \t]|router_id[ \t]"
    r"|virtual_ipaddress|track_script"
    r"|script[ \t]+\S|auth_type[ \t])",
    re.M,
)


def claims(name: str, text: str) -> int:
    """Return how surely a text is a keepalived.conf, 0 to 100: its blocks, and what they hold."""
    head = text[:200_000]
    blocks, lines = len(_BLOCK.findall(head)), len(_LINE.findall(head))
    if not blocks:
        return 0
    return min(100, 50 + 15 * min(blocks, 2) + 10 * min(lines, 2))
