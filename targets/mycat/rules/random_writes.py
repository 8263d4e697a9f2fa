"""Writes go to a random source.

With `writeType="1"` each statement that writes takes any source that is up, and MyCat never
switches. Sources that replicate to each other then write the same rows at once: conflicts, doubled
keys, certification failures.

Source: MyCat 1.6.7.4, PhysicalDBPool.getSource (writeType); a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.stack import Stack

from ..asked import number

LEVEL = Level.WARNING

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0" writeType="1" switchType="-1"
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
  <dataHost name="a" maxCon="100" minCon="10" balance="0" writeType="1"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each dataHost of several sources that writes to any of them."""
    for host in stack.all(DataHost):
        if number(host.attributes, "writeType", 0) == 1 and len(host.writers) > 1:
            report(
                f"`{host.name.text}` writes to any of {len(host.writers)} sources",
                at=host.attributes["writeType"].span,
                note="two sources change one row at once, and no failure switches",
                help='write `writeType="0"`, and say how to switch with `switchType`',
            )
