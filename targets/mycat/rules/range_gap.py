"""Keys between two ranges of a map file have no dataNode.

The function has no answer for them, and without `defaultNode` MyCat has none: each INSERT of such a
key fails with "can't find any valid datanode", and each SELECT for one. A hole between ranges is a
slip; that keys past the last are refused may be meant, and is not told.

Source: MyCat 1.6.7.4, AutoPartitionByLong.calculate, RouterUtil.tryRouteForOneTable.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack
from dbstackc.model.partition.range import ByRange

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
      <columns>id</columns>
      <algorithm>mod2</algorithm>
    </rule>
  </tableRule>
  <function name="mod2" class="io.mycat.route.function.AutoPartitionByLong">
    <property name="mapFile">autopartition-long.txt</property>
  </function>
</mycat:rule>
""",
    "autopartition-long.txt": """
0-999=0
1001-1999=1
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
  <function name="mod2" class="io.mycat.route.function.AutoPartitionByLong">
    <property name="mapFile">autopartition-long.txt</property>
  </function>
</mycat:rule>
""",
    "autopartition-long.txt": """
0-999=0
1000-1999=1
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report each hole between the ranges of a map file."""
    for folder in folders(stack):
        for _, _, made, lines in folder.mapped():
            if not isinstance(made, ByRange) or made.otherwise >= 0:
                continue
            pairs = [pair for pair in lines.pairs() if "-" in pair.name]
            if len(pairs) != len(made.rows):
                continue
            highest: int | None = None
            for row, pair in sorted(
                zip(made.rows, pairs, strict=True), key=lambda each: each[0].low
            ):
                if highest is not None and row.low > highest + 1:
                    first, last = highest + 1, row.low - 1
                    keys = f"key {first} has" if first == last else f"keys {first} to {last} have"
                    report(
                        f"the {keys} no dataNode",
                        at=pair.name_at,
                        says=f"begins at {row.low}",
                        note="each statement with such a key fails",
                        help="begin it where the one before it ends, or say `defaultNode`",
                        once=True,
                    )
                highest = row.high if highest is None else max(highest, row.high)
