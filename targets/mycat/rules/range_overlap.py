"""Two ranges of a map file hold the same keys.

The first range that holds a key takes it, in the order of the file, so the other gets fewer rows
than it says, or none. That two ranges share the one key at which they meet is not told.

Source: MyCat 1.6.7.4, AutoPartitionByLong.calculate, PartitionByPattern, PartitionByPrefixPattern.
"""

from itertools import pairwise

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack
from dbstackc.model.partition.pattern import Pattern
from dbstackc.model.partition.prefix import Prefix
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
0-1999=0
1000-2999=1
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
0-1000=0
1000-2999=1
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report each range of a map file that an earlier one overlaps."""
    for folder in folders(stack):
        for _, _, made, lines in folder.mapped():
            if not isinstance(made, ByRange | Pattern | Prefix):
                continue
            pairs = [pair for pair in lines.pairs() if "-" in pair.name]
            if len(pairs) != len(made.rows):
                continue
            known = sorted(zip(made.rows, pairs, strict=True), key=lambda each: each[0].low)
            for (row, first), (other, second) in pairwise(known):
                if other.low < row.high and other.number != row.number:
                    report(
                        f"two ranges hold the keys {other.low} to {min(row.high, other.high)}",
                        at=second.name_at,
                        says=f"{other.low} to {other.high}",
                        beside=[(first.name_at, f"{row.low} to {row.high}")],
                        note="the first of them in the file takes these keys",
                        help="let each range begin after the one before it",
                        once=True,
                    )
