"""Replicas are listed, and none is read.

With `balance="0"` every read goes to the active source; the readHosts are asked for their heartbeat
and for nothing else.

Source: MyCat 1.6.7.4, PhysicalDBPool.getRWBalanceCon; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import counted
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.stack import Stack

from ..asked import number, place

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
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq">
      <readHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq"/>
    </writeHost>
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
  <dataHost name="a" maxCon="100" minCon="10" balance="3"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq">
      <readHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq"/>
    </writeHost>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each dataHost that has readHosts and reads none."""
    for host in stack.all(DataHost):
        readers = host.readers
        if readers and number(host.attributes, "balance", 0) == 0:
            report(
                f"`{host.name.text}` reads none of its {counted(len(readers), 'readHost')}",
                at=place(host, host.attributes, "balance"),
                beside=[(readers[0].name.span, "gets no query")],
                note="every read goes to the active source",
                help='write `balance="1"` or 3 to read them, or 2 to read the source too',
            )
