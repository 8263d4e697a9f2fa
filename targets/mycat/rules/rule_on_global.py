"""A copied table has a rule.

A global table is the same on all its dataNodes; its rule places nothing, though its partitions must
fit the dataNodes.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadTables, RouterUtil.tryRouteForOneTable.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..asked import is_global
from ..folder import folders

LEVEL = Level.WARNING

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="country" dataNode="dn1,dn2" type="global" rule="by-id"/>
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
    """Report each rule of a global table."""
    for folder in folders(stack):
        for _, table in folder.tables:
            if is_global(table) and "rule" in table.attributes and len(table.nodes) > 1:
                report(
                    f"`{table.name.text.strip()}` is global, and its rule places nothing",
                    at=table.attributes["rule"].span,
                    beside=[(table.attributes["type"].span, "a copy on each dataNode")],
                    note="MyCat stores every row on all of them",
                    help="keep the type or the rule",
                    once=True,
                )
