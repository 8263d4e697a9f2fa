"""A table of several dataNodes has neither a rule nor the type global.

MyCat takes it as it is: every INSERT stores its row on all the dataNodes, and a SELECT gives it
back once for each of them; counts and sums are multiplied. A copy on each dataNode, read from one,
is `type="global"`.

Source: MyCat 1.6.7.4, RouterUtil.tryRouteForOneTable; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..asked import place
from ..folder import folders

LEVEL = Level.ERROR

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
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
    <table name="orders" dataNode="dn1"/>
    <table name="country" dataNode="dn1,dn2" type="global"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each such table."""
    for folder in folders(stack):
        for _, table in folder.tables:
            said = table.attributes.keys() & {"rule", "type", "subTables"}
            if said or len(table.nodes) < 2:
                continue
            report(
                f"`{table.name.text.strip()}` is on {len(table.nodes)} dataNodes by no rule",
                at=place(table, table.attributes, "dataNode"),
                says="all of them",
                note=f"every row is stored {len(table.nodes)} times, and found as often",
                help='name a `rule`, write `type="global"`, or keep one dataNode',
                once=True,
            )
