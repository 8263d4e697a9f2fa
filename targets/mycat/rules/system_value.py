"""A setting of the system lets nobody in, or ends the start.

MyCat takes these numbers as they are. With `processors` 0 it answers no client, with
`processorBufferPoolType` 1 it has no memory for connections, and two equal ports, or one above
65535, end its start.

Source: MyCat 1.6.7.4, MycatServer.startup; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSystem
from dbstackc.lint.stack import Stack

from ..asked import number, place

LEVEL = Level.ERROR

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="serverPort">9066</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""

GOOD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="serverPort">8067</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each such number."""
    for system in stack.all(RouterSystem):
        said = system.properties
        ports = [
            number(said, name, of) for name, of in (("serverPort", 8066), ("managerPort", 9066))
        ]
        if ports[0] is not None and ports[0] == ports[1]:
            report(
                f"port {ports[0]} is for clients and for the management",
                at=place(system, said, "serverPort", "managerPort"),
                note="the second cannot be opened, and MyCat ends",
                help="give each a port of its own; 8066 and 9066 are usual",
            )
        for name, reason in _BAD.items():
            found = number(said, name, 2)
            if name in said and found is not None and _is_bad(name, found):
                report(
                    f"`{name}` is {found}: {reason}",
                    at=said[name].span,
                    note="MyCat takes the number as it is",
                    help=_HELP[name],
                )


_BAD = {
    "processors": "no client is ever answered",
    "processorBufferPoolType": "there is no memory for any connection",
    "serverPort": "there is no such port",
    "managerPort": "there is no such port",
    "txIsolation": "there is no such isolation",
}
_HELP = {
    "processors": "write 1 or more, or leave it out for one a CPU",
    "processorBufferPoolType": "write 0",
    "serverPort": "write 1 to 65535",
    "managerPort": "write 1 to 65535",
    "txIsolation": "write 1 to 4; 3 is REPEATABLE READ",
}


def _is_bad(name: str, found: int) -> bool:
    if name == "processorBufferPoolType":
        return found == 1
    if name.endswith("Port"):
        return not 0 < found < 65536
    return not 1 <= found <= 4 if name == "txIsolation" else found < 1
