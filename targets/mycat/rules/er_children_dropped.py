"""Child tables stand under a list of tables.

Of a table whose name is a list MyCat keeps the names and drops the children, without a word:
statements on them find no table.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadTables; its loader was run.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..asked import is_true
from ..folder import folders

LEVEL = Level.ERROR

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders,drafts" dataNode="dn1,dn2" rule="by-id">
      <childTable name="items" joinKey="order_id" parentKey="id"/>
    </table>
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
    <table name="orders" dataNode="dn1,dn2" rule="by-id">
      <childTable name="items" joinKey="order_id" parentKey="id"/>
    </table>
    <table name="drafts" dataNode="dn1,dn2" rule="by-id"/>
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
    """Report each child of a list of tables."""
    for folder in folders(stack):
        for _, table in folder.tables:
            name = table.attributes.get("name")
            if name is None or is_true(table.attributes, "splitTableNames"):
                continue
            if len([each for each in name.text.split(",") if each]) < 2:
                continue
            for child in table.children:
                report(
                    f"the child `{child.name.text}` is dropped",
                    at=child.name.span,
                    beside=[(name.span, "its parent is a list")],
                    note="MyCat reads no children under a list, and does not say so",
                    help="give each table an element of its own",
                    once=True,
                )
