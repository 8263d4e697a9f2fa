"""A BETWEEN over the sharding column skips dataNodes that hold rows of its range.

MyCat asks the dataNodes of both ends, and those whose numbers lie between the two. Where the
numbers in a map file go up and down with the ranges, that leaves some out, and the result lacks
their rows without a word.

Source: MyCat 1.6.7.4, AbstractPartitionAlgorithm.calculateSequenceRange.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.rules.between_misses import witness
from dbstackc.lint.stack import Stack
from dbstackc.model.partition.range import ByRange

from ..folder import folders

LEVEL = Level.WARNING

BAD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn$1-3" rule="by-id"/>
  </schema>
  <dataNode name="dn$1-3" dataHost="a" database="shop$1-3"/>
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
1000-1999=2
2000-2999=1
""",
}

GOOD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn$1-3" rule="by-id"/>
  </schema>
  <dataNode name="dn$1-3" dataHost="a" database="shop$1-3"/>
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
2000-2999=2
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report each map file on which a BETWEEN can miss rows."""
    for folder in folders(stack):
        for _, function, made, lines in folder.mapped():
            missed = witness(made) if isinstance(made, ByRange) else None
            if missed is None:
                continue
            low, high, asked, left = missed
            first = next(lines.pairs(), None)
            report(
                f"a BETWEEN over `{function.name.text}` misses rows",
                at=lines.line(1) if first is None else first.name_at.join(first.at),
                says=f"`BETWEEN {low} AND {high}` does not ask number {left}",
                note=f"it asks those numbered {asked}, by those of its two ends",
                help="let the numbers rise with the ranges",
                once=True,
            )
