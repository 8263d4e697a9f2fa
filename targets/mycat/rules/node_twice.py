"""A table names a dataNode twice.

MyCat takes the list as it is. A table that is copied or has no rule gets each row twice on that
dataNode; of a sharded one two partitions end in one database.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadTables; its loader was run.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..folder import folders

LEVEL = Level.WARNING

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="country" dataNode="dn1,dn2,dn1" type="global"/>
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
    """Report the second mention of a dataNode in a table."""
    for folder in folders(stack):
        for _, table in folder.tables:
            seen: dict[str, Span] = {}
            for node in table.nodes:
                if node.text in seen:
                    report(
                        f"`{table.name.text.strip()}` names the dataNode `{node.text}` twice",
                        at=node.span,
                        beside=[(seen[node.text], "here before")]
                        if seen[node.text] != node.span
                        else (),
                        note="each is one more place for its rows",
                        help="name each dataNode once",
                        once=True,
                    )
                    break
                seen[node.text] = node.span
