"""A table has a name that no statement reaches.

A list of names is cut at its commas and not trimmed: after `t1, t2` MyCat knows a table called `
T2`, and answers for t2 that there is none. Backticks are kept in the name too, and taken off what
statements say.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadTables, SchemaConfig; its loader was run.
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..folder import folders

LEVEL = Level.ERROR

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders, items" dataNode="dn1,dn2" rule="by-id"/>
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
    <table name="orders,items" dataNode="dn1,dn2" rule="by-id"/>
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
    """Report each name of a table with blanks around it, or backticks."""
    for folder in folders(stack):
        for _, table in folder.tables:
            said = table.name
            clean = said.text.replace("`", "").strip()
            if not clean or clean == said.text:
                continue
            exact = said.span.text == said.text
            report(
                f"the table `{clean}` is known as `{said.text.upper()}`, which nobody asks for",
                at=said.span,
                says="with its blank" if "`" not in said.text else "with its backticks",
                note="every statement on it fails: can't find table define in schema",
                help=f"write `{clean}`",
                fix=Fix(f"write `{clean}`", (Edit(said.span, clean),)) if exact else None,
            )
