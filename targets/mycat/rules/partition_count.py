"""A function makes another number of partitions than its table has dataNodes.

With more partitions than dataNodes MyCat does not start. With fewer it warns in its log, and the
last dataNodes stay empty for ever. One function serves all tables that name it, so tables on
different numbers of dataNodes need a function each.

Source: MyCat 1.6.7.4, AbstractPartitionAlgorithm.suitableFor, XMLSchemaLoader.checkRuleSuitTable
("Illegal table conf").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..folder import folders, refusals

LEVEL = Level.ERROR

BAD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
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
""",
    "rule.xml": """
<!DOCTYPE mycat:rule SYSTEM "rule.dtd">
<mycat:rule xmlns:mycat="http://io.mycat/">
  <tableRule name="by-id">
    <rule>
      <columns>id</columns>
      <algorithm>mod2</algorithm>
    </rule>
  </tableRule>
  <function name="mod2" class="io.mycat.route.function.PartitionByMod">
    <property name="count">3</property>
  </function>
</mycat:rule>
""",
}

GOOD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
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
""",
    "rule.xml": """
<!DOCTYPE mycat:rule SYSTEM "rule.dtd">
<mycat:rule xmlns:mycat="http://io.mycat/">
  <tableRule name="by-id">
    <rule>
      <columns>id</columns>
      <algorithm>mod2</algorithm>
    </rule>
  </tableRule>
  <function name="mod2" class="io.mycat.route.function.PartitionByMod">
    <property name="count">2</property>
  </function>
</mycat:rule>
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report each table whose function makes too many partitions or too few."""
    for refused, at in refusals(stack, "partition-count"):
        report(
            refused.reason,
            at=at,
            note="MyCat stops here and does not start",
            help="let the function make as many partitions as the table has dataNodes",
        )
    for folder in folders(stack):
        for warned in folder.conf.warned if folder.conf is not None else ():
            if warned.kind == "partition-count" and warned.at is not None:
                report(
                    warned.text,
                    at=warned.at,
                    note="MyCat says so in its log alone; a function serves all its tables",
                    help="let it make as many partitions, or take the dataNodes from the table",
                    level=Level.WARNING,
                )
