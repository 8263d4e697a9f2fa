"""A database is called by a range of names.

`$` stands for several names only where the name of the dataNode does so too. A dataNode of one name
takes its database as it is written, with its `$`, and each statement there fails with error 1049.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadDataNodes; its loader was run.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataNode
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1" />
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop$1-2"/>
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
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn$1-2" dataHost="a" database="shop$1-2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each range that is taken as a name."""
    for node in stack.all(DataNode):
        word = node.database.text
        if "$" in word and "-" in word.partition("$")[2] and "$" not in _written(node):
            report(
                f"the database of `{node.name.text}` is called `{word}`",
                at=node.database.span,
                says="as it is written",
                note="`$` stands for several names only beside a dataNode of several",
                help="write the dataNode as a range too, as `dn$1-4`",
            )


def _written(node: DataNode) -> str:
    return node.name.span.text
