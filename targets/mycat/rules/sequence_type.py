"""A type of sequence does not exist.

MyCat knows the types 0 (file), 1 (database), 2 (time), 3 and 4 (ZooKeeper) and 5 (a class of your
own). It starts with any other number, and the first client that needs a number of it hangs for
ever.

Source: MyCat 1.6.7.4, DruidSequenceHandler; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSystem
from dbstackc.lint.stack import Stack

from ..asked import number

LEVEL = Level.ERROR

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="sequnceHandlerType">9</property>
    <property name="sequenceHandlerType">9</property>
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
    <property name="sequnceHandlerType">0</property>
    <property name="sequenceHandlerType">0</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each type that is none of them."""
    for system in stack.all(RouterSystem):
        for name in ("sequnceHandlerType", "sequenceHandlerType"):
            said = system.properties.get(name)
            kind = number(system.properties, name, 0)
            if said is not None and kind is not None and not 0 <= kind <= 5:
                report(
                    f"there is no sequence of type {kind}",
                    at=said.span,
                    note="MyCat starts; the first INSERT that needs a number hangs for ever",
                    help="write 0 to 5; 2 needs no table and no file that is written to",
                )
