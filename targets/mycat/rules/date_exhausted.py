"""Rows by date run past the last dataNode of their table.

Each slice of days or months takes the next dataNode, and without an end nothing turns back to the
first: from a certain day on the function gives a number that no dataNode has, and every INSERT of
that day fails. Until then, in 1.6.7.4, a BETWEEN over months asks the first dataNode alone.

Source: MyCat 1.6.7.4, PartitionByDate, PartitionByMonth, PartitionByMonthAndHistory,
PartitionByRangeDateHash.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.rules.unbounded_dates import first_lost
from dbstackc.lint.stack import Stack

from ..asked import is_global, place
from ..folder import folders

LEVEL = Level.WARNING

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
      <columns>day</columns>
      <algorithm>mod2</algorithm>
    </rule>
  </tableRule>
  <function name="mod2" class="io.mycat.route.function.PartitionByMonth">
    <property name="dateFormat">yyyy-MM-dd</property>
    <property name="sBeginDate">2024-01-01</property>
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
      <columns>day</columns>
      <algorithm>mod2</algorithm>
    </rule>
  </tableRule>
  <function name="mod2" class="io.mycat.route.function.PartitionByMonth">
    <property name="dateFormat">yyyy-MM-dd</property>
    <property name="sBeginDate">2024-01-01</property>
    <property name="sEndDate">2024-02-29</property>
  </function>
</mycat:rule>
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report each table by date without an end, and the first day that has no dataNode."""
    for folder in folders(stack):
        for _, table in folder.tables:
            function = folder.function_of(table)
            if function is None or len(table.nodes) < 2 or is_global(table):
                continue
            made = folder.partition(function)
            if made is None:
                continue
            try:
                day = first_lost(made, len(table.nodes))
            except (ArithmeticError, ValueError):
                continue
            if day is not None:
                report(
                    f"rows of `{table.name.text}` have no dataNode from {day} on",
                    at=place(function, function.properties, "sBeginDate"),
                    beside=[(table.attributes["dataNode"].span, f"{len(table.nodes)} of them")],
                    note="every INSERT of that day and after it fails",
                    help="say `sEndDate`, after which dates start over, or add dataNodes in time",
                    once=True,
                )
