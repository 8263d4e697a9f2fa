"""The heartbeat does not ask what the way of switching needs.

With `switchType="2"` MyCat must know the lag, which `show slave status` alone tells: with another
statement it never switches, and with a `slaveThreshold` it reads no replica. With 3 it must ask
`show status like 'wsrep%'`: with another statement any answer is a healthy node.

Source: MyCat 1.6.7.4, DataHostConfig, MySQLDetector, PhysicalDBPool; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.stack import Stack

from ..asked import number

LEVEL = Level.ERROR

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0" switchType="2"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
    <writeHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""

GOOD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0" switchType="2"
            dbType="mysql" dbDriver="native">
    <heartbeat>SHOW SLAVE STATUS</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
    <writeHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


_NEEDS = {2: "show slave status", 3: "show status like 'wsrep%'"}


def check(stack: Stack, report: Report) -> None:
    """Report each heartbeat that its `switchType` cannot use."""
    for host in stack.all(DataHost):
        kind = number(host.attributes, "switchType", -1)
        if kind not in _NEEDS or host.heartbeat is None:
            continue
        asked = " ".join(host.heartbeat.text.lower().split())
        if _NEEDS[kind].split("%")[0] in asked:
            continue
        report(
            f"`{host.name.text}` switches by {'lag' if kind == 2 else 'the state of Galera'}, "
            "and its heartbeat does not ask for that",
            at=host.heartbeat.span,
            beside=[(host.attributes["switchType"].span, f"needs `{_NEEDS[kind]}`")],
            note="MyCat never learns the lag, and never switches"
            if kind == 2
            else "a node that left the cluster still answers, and keeps its traffic",
            help=f"write `{_NEEDS[kind]}`",
        )
