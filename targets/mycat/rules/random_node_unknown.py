"""A schema sends statements without a table to a dataNode that is not there.

`randomDataNode` is not checked when MyCat starts; a SELECT without a table then fails.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadSchemas, RouterUtil.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataNode, RouterSchema
from dbstackc.lint.stack import Stack

from ..folder import folders

LEVEL = Level.ERROR

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop" randomDataNode="dn9">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
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
  <schema name="shop" randomDataNode="dn1">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
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
    """Report each `randomDataNode` that is declared nowhere."""
    for folder in folders(stack):
        nodes = {node.name.text for node in folder.all(DataNode)}
        if not folder.full("mycat-schema") or not nodes:
            continue
        for schema in folder.all(RouterSchema):
            said = schema.attributes.get("randomDataNode")
            if said is not None and said.text and said.text not in nodes:
                report(
                    f"`{said.text}` is no dataNode",
                    at=said.span,
                    note="MyCat starts, and a SELECT without a table fails",
                    help="name a dataNode that is declared",
                )
