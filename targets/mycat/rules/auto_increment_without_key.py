"""A table numbers its rows and names no primary key.

`autoIncrement` fills the column that `primaryKey` names. MyCat starts without it, and refuses every
INSERT: "please make sure the primaryKey's config is not null".

Source: MyCat 1.6.7.4, RouterUtil.processInsert; a server of it was asked.
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
    <table name="orders" dataNode="dn1,dn2" rule="by-id" autoIncrement="true"/>
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
    <table name="orders" dataNode="dn1,dn2" rule="by-id" autoIncrement="true" primaryKey="id"/>
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
    """Report each such table, and child of one."""
    for folder in folders(stack):
        tables = [table for _, table in folder.tables]
        while tables:
            table = tables.pop()
            tables += table.children
            said = table.attributes
            if is_true(said, "autoIncrement") and "primaryKey" not in said:
                report(
                    f"`{table.name.text.strip()}` has `autoIncrement` and no `primaryKey`",
                    at=said["autoIncrement"].span,
                    note="MyCat starts, and refuses every INSERT into it",
                    help="name the column with `primaryKey`",
                    once=True,
                )
