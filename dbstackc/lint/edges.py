"""What rules of .dbs files may say of proxies and vips alone, told without lifting them.

Most files that are linted are one haproxy.cfg or one keepalived.conf. Such a stack has no node, no
router and no network: few rules can find anything in it, and what they need is seen at once. Each
of these may say yes where the rule finds nothing, and never no where it finds something.
"""

from collections.abc import Callable

from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.facts.vrrp import VirtualServer, VrrpInstance
from dbstackc.lint.stack import Stack

EDGES = frozenset((Proxy, VirtualServer, VrrpInstance))
"""Facts of what stands before a stack."""

FIRST = 32_768
"""The first port that a system takes for itself."""

QUICK = 5
"""Seconds between two beats of a vip that nobody calls slow."""

Speaks = Callable[[Stack], bool]


def never(stack: Stack) -> bool:
    """Tell that a rule has nothing to look at there."""
    return False


def with_slow_vip(stack: Stack) -> bool:
    """Tell whether several may hold a vip, and one of them is slow to say that it does."""
    found = stack.all(VrrpInstance)
    return len(found) > 1 and any(one.advert and not _is_quick(one.advert.text) for one in found)


def with_long_addresses(stack: Stack) -> bool:
    """Tell whether several vips have addresses that can be written in more than one way."""
    found = stack.all(VrrpInstance)
    return len({one.addresses[0].text for one in found if ":" in _first(one)}) > 1


def with_both(stack: Stack) -> bool:
    """Tell whether there are both several balancers and a vip to move between them."""
    return len(stack.all(Proxy)) > 1 and bool(stack.all(VrrpInstance))


def with_high_port(stack: Stack) -> bool:
    """Tell whether a balancer opens a port that a system may take for itself."""
    return any(port >= FIRST for port in _ports(stack))


def with_port_twice(stack: Stack) -> bool:
    """Tell whether two doors are on one port."""
    ports = _ports(stack)
    return len(set(ports)) < len(ports)


def _is_quick(beat: str) -> bool:
    return beat.isascii() and beat.isdigit() and int(beat[:4]) <= QUICK


def _first(one: VrrpInstance) -> str:
    return one.addresses[0].text if one.addresses else ""


def _ports(stack: Stack) -> list[int]:
    """Return the port of each door that a lifted stack would have: the first of its section."""
    found = []
    for proxy in stack.all(Proxy):
        for pool in proxy.pools:
            port = next((bind.port for bind in pool.binds if bind.port), None)
            if port is not None:
                found.append(port)
    return found
