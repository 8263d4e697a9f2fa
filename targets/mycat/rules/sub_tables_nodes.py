"""A table that is split inside its database is on several dataNodes.

`subTables` splits a table into several of one database. MyCat takes the first dataNode of the list
and passes over the others.

Source: MyCat 1.6.7.4, AbstractPartitionAlgorithm.suitableFor, RouterUtil; its loader was run.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..folder import folders

LEVEL = Level.ERROR

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" subTables="orders$1-2" rule="by-id"/>
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
    <table name="orders" dataNode="dn1" subTables="orders$1-2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
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
            if "subTables" in table.attributes and len(table.nodes) > 1:
                report(
                    f"`{table.name.text.strip()}` is split inside `{table.nodes[0].text}` alone",
                    at=table.attributes["dataNode"].span,
                    says=f"{len(table.nodes)} dataNodes",
                    beside=[(table.attributes["subTables"].span, "in one database")],
                    note="the other dataNodes are passed over",
                    help="keep one dataNode, or shard over dataNodes without `subTables`",
                    once=True,
                )
