"""A copied table is not on all dataNodes of the tables that it is joined with.

A join of a sharded table with a global one is sent to each dataNode of the sharded table. On a
dataNode without the copy MyCat finds no route, or the database no table.

Source: MyCat 1.6.7.4, RouterUtil.tryRouteForTables ("datanode has no intersection").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import listed
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSchema
from dbstackc.lint.stack import Stack

from ..asked import is_global, place
from ..folder import folders

LEVEL = Level.WARNING

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
    <table name="country" dataNode="dn1" type="global"/>
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
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
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
    """Report each copied table that misses a dataNode of a sharded one in its schema."""
    for folder in folders(stack):
        for schema in folder.all(RouterSchema):
            sharded = [each for each in schema.tables if "rule" in each.attributes]
            for table in filter(is_global, schema.tables):
                if table.name.text.strip().upper() == "MYCAT_SEQUENCE":
                    continue
                have = {node.text for node in table.nodes}
                for other in sharded:
                    lacks = [node.text for node in other.nodes if node.text not in have]
                    if not lacks or is_global(other) or not have & {n.text for n in other.nodes}:
                        continue
                    report(
                        f"`{table.name.text.strip()}` has no copy on {listed(_named(lacks))}",
                        at=place(table, table.attributes, "dataNode"),
                        beside=[
                            (place(other, other.attributes, "dataNode"), "sharded over them too")
                        ],
                        note="a join of the two fails there",
                        help="put the global table on all of them",
                        once=True,
                    )
                    break


def _named(names: list[str]) -> list[str]:
    return [f"`{name}`" for name in dict.fromkeys(names)]
