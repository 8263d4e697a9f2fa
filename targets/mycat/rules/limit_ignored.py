"""A schema has a limit that is never added.

A schema with a dataNode and no tables sends its statements as they are; `sqlMaxLimit` does nothing
there.

Source: MyCat 1.6.7.4, AbstractRouteStrategy.route: schemas without sharding.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSchema
from dbstackc.lint.stack import Stack

from ..asked import number
from ..folder import folders

LEVEL = Level.ADVICE

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop" dataNode="dn1" sqlMaxLimit="100"/>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
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
  <schema name="shop" dataNode="dn1" sqlMaxLimit="-1"/>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each limit of a schema without tables."""
    for folder in folders(stack):
        for schema in folder.all(RouterSchema):
            limit = number(schema.attributes, "sqlMaxLimit", -1)
            if schema.tables or "dataNode" not in schema.attributes or limit in (None, -1):
                continue
            report(
                f"`{schema.name.text}` has no tables, and its `sqlMaxLimit` does nothing",
                at=schema.attributes["sqlMaxLimit"].span,
                note="statements go to the dataNode as they are",
                help="remove it, and let the application say its LIMIT",
            )
