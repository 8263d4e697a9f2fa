"""A dataHost keeps a number of connections that it cannot work with.

With `minCon="0"` MyCat never opens the pool, and every statement fails with "Invalid DataSource:0".
With more at least than at most, or none at most, each start waits 60 seconds for connections that
never come.

Source: MyCat 1.6.7.4, PhysicalDBPool.initSource, PhysicalDBNode; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.stack import Stack

from ..asked import number, place

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
  <dataHost name="a" maxCon="100" minCon="0" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
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
  <dataHost name="a" maxCon="100" minCon="1" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each pool that is never opened, or never full."""
    for host in stack.all(DataHost):
        least = number(host.attributes, "minCon", 1)
        most = number(host.attributes, "maxCon", 1)
        if least is None or most is None or "minCon" not in host.attributes:
            continue
        if least <= 0:
            report(
                f"`{host.name.text}` never opens a connection",
                at=host.attributes["minCon"].span,
                note='every statement fails with "Invalid DataSource:0"',
                help="write 1 or more, at best one for each database on it",
            )
        elif least > most:
            report(
                f"`{host.name.text}` keeps {least} connections and may have {most}",
                at=host.attributes["minCon"].span,
                beside=[(place(host, host.attributes, "maxCon"), "at most")],
                note="each start waits 60 seconds for connections that never come",
                help="let `minCon` be at most `maxCon`",
                level=Level.WARNING,
            )
