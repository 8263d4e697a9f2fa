"""A number that the sequences need is missing or out of its bounds.

Type 2 takes WORKID and DATAACENTERID, 0 to 31; type 3 INSTANCEID and CLUSTERID.

Source: MyCat 1.6.7.4, route/sequence/handler/IncrSequenceTimeHandler and
DistributedSequenceHandler.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..folder import refusals

LEVEL = Level.ERROR

BAD = {
    "server.xml": """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="sequnceHandlerType">2</property>
    <property name="sequenceHandlerType">2</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
""",
    "sequence_time_conf.properties": """
WORKID=32
DATAACENTERID=01
""",
}

GOOD = {
    "server.xml": """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="sequnceHandlerType">2</property>
    <property name="sequenceHandlerType">2</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
""",
    "sequence_time_conf.properties": """
WORKID=31
DATAACENTERID=01
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report each that the loader names."""
    for refused, at in refusals(stack, "bad-sequence"):
        report(
            refused.reason,
            at=at,
            note="MyCat stops here and does not start",
            help="write both numbers; every MyCat needs its own",
        )
