"""A dataHost is to switch, and has one source.

MyCat switches from one writeHost to the next; a readHost is never written to. With one writeHost a
failure of it stops all writes, whatever `switchType` says. The types 2 and 3 also say what the
heartbeat looks at, and are not told.

Source: MyCat 1.6.7.4, PhysicalDBPool.switchSource.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.stack import Stack

from ..asked import number

LEVEL = Level.ADVICE

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0" switchType="1"
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
  <dataHost name="a" maxCon="100" minCon="10" balance="0" switchType="-1"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each dataHost of one writeHost that says how to switch."""
    for host in stack.all(DataHost):
        kind = number(host.attributes, "switchType", -1)
        if kind in (-1, 2, 3, None) or len(host.writers) != 1:
            continue
        readers = host.writers[0].readers
        report(
            f"`{host.name.text}` cannot switch: it has one writeHost",
            at=host.attributes["switchType"].span,
            beside=[(readers[0].name.span, "a readHost is never written to")] if readers else (),
            note="when that server fails, all writes of this dataHost fail",
            help='add a second writeHost, or write `switchType="-1"`',
        )
