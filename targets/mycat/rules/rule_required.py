"""A table requires a rule, and has none.

`ruleRequired` is a promise that the table has a rule; MyCat refuses one that breaks it.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadTables ("ruleRequired but rule is null").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..folder import refusals

LEVEL = Level.ERROR

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1" ruleRequired="true"/>
  </schema>
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
  <schema name="shop">
    <table name="orders" dataNode="dn1" ruleRequired="false"/>
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
    """Report each that the loader names."""
    for refused, at in refusals(stack, "rule-required"):
        report(
            refused.reason,
            at=at,
            note="MyCat stops here and does not start",
            help="name a tableRule with `rule`",
        )
