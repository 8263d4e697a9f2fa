"""Every fault of the matrix, in the words of `lab fault`, with what mends it.

Names in braces are looked up: {first}, {second} and {third} are nodes of the loaded cluster,
{writer} the host of the first, {place} the machine that it is on, {group} and {sql} its ports
there; {holder} is the host that holds the vip, {balancer} and {keepalived} what runs there.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of a table.

    seconds: of load. mend: what brings everything back, or `recover` for the bundle's script.
    is_single: whether one thing breaks, so that the bound of the gap holds.
    """

    said: str
    line: str
    mend: str = ""
    seconds: float = 12
    is_single: bool = True


_FIVE, _SIX = "then wait 5 then", "then wait 6 then"

FRONT = (
    Fault("balancer of the holder killed", "kill {balancer}", "start {balancer}"),
    Fault("balancer of the holder stopped", "stop {balancer}", "start {balancer}"),
    Fault("balancer of the holder frozen", "freeze {balancer}", "thaw {balancer}"),
    Fault("keepalived of the holder killed, started again", "restart {keepalived}"),
    Fault("keepalived of the holder stopped", "stop {keepalived}", "start {keepalived}"),
    Fault(
        "keepalived of the holder killed for 8 s",
        "kill {keepalived} then wait 8 then start {keepalived}",
    ),
    Fault(
        "keepalived of the holder frozen for 8 s",
        "freeze {keepalived} then wait 8 then thaw {keepalived}",
    ),
    Fault("cable of the holder pulled", "unplug {holder}", "plug {holder}"),
    Fault("cable of the holder out for 6 s", f"unplug {{holder}} {_SIX} plug {{holder}}"),
    Fault("holder off the switch for 6 s", f"isolate {{holder}} {_SIX} plug {{holder}}"),
    Fault("power of the holder cut", "crash {holder}", "boot {holder}"),
)  # fmt: skip

MEMBERS = (
    Fault("none", "wait 1", "", 10),
    Fault("first member killed", "kill {first}", "start {first}"),
    Fault("first member killed, started again at once", "restart {first}"),
    Fault("second member killed", "kill {second}", "start {second}"),
    Fault("first member stopped", "stop {first}", "start {first}"),
    Fault("first member frozen", "freeze {first}", "thaw {first}", 18),
    Fault("first member frozen for 8 s", "freeze {first} then wait 8 then thaw {first}", "", 20),
    Fault("group port of the first cut", "cut {place} {group}", "mend {place}", 15),
    Fault("SQL port of the first shut", "block {place} {sql}", "mend {place}"),
    Fault("cable of the first's host pulled", "unplug {writer}", "plug {writer}", 15),
    Fault("power of the first's host cut", "crash {writer}", "boot {writer}"),
    Fault("first member killed, its volume lost", "lose {first}", "start {first}"),
    Fault(
        "two of three killed, one after another",
        "kill {first} then wait 4 then kill {second} then wait 4 then start {second}",
        "start {first}",
        25,
        is_single=False,
    ),
    Fault("power of all cut, back as third, first, second", "crash", "boot", is_single=False),
    Fault(
        "all stopped in order",
        "stop {first} then stop {second} then stop {third}",
        "recover",
        is_single=False,
    ),
)  # fmt: skip

TOGETHER = (
    Fault(
        "first member and balancer of the holder killed together",
        "kill {first} and kill {balancer}",
        "start {first} and start {balancer}",
        is_single=False,
    ),
)

REPLICAS = (
    Fault("none", "wait 1", "", 10),
    Fault("source killed, started again at once", "restart {first}"),
    Fault("source killed for 5 s", "kill {first} then wait 5 then start {first}"),
    Fault("source stopped for 5 s", "stop {first} then wait 5 then start {first}"),
    Fault("source frozen for 5 s", "freeze {first} then wait 5 then thaw {first}"),
    Fault("cable of the source's host out for 5 s", f"unplug {{writer}} {_FIVE} plug {{writer}}"),
    Fault("power of the source's host off for 5 s", f"crash {{writer}} {_FIVE} boot {{writer}}"),
    Fault("replica killed", "kill {second}", "start {second}"),
    Fault("replica frozen for 5 s", "freeze {second} then wait 5 then thaw {second}"),
    Fault("port of the source shut for 5 s", f"block {{place}} {{sql}} {_FIVE} mend {{place}}"),
    Fault("power of all cut", "crash", "boot"),
)  # fmt: skip
