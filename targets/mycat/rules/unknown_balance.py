"""A way of reading does not exist.

`balance` is 0 to 3; MyCat takes any other number for 0, and reads from the active source alone.

Source: MyCat 1.6.7.4, PhysicalDBPool.getRWBalanceCon; its loader was run.
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
  <dataHost name="a" maxCon="100" minCon="10" balance="4"
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
    """Report each `balance` that is not 0 to 3."""
    for host in stack.all(DataHost):
        kind = number(host.attributes, "balance", 0)
        if kind is not None and not 0 <= kind <= 3:
            report(
                f"there is no `balance` of {kind}",
                at=host.attributes["balance"].span,
                note="MyCat takes it for 0, and reads from the active source alone",
                help="write 1 to read replicas and standbys, 2 for all, 3 for readHosts",
            )
