"""A function leads to a dataNode that its table does not have.

MyCat counts different numbers, not the highest, and does not count those of PartitionByLong and
LatestMonthPartion at all. It starts, and each statement with such a key fails: "Can't find a valid
data node for specified node index".

Source: MyCat 1.6.7.4, AbstractPartitionAlgorithm.suitableFor, RouterUtil.tryRouteForOneTable; a
server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack
from dbstackc.model.partition import Partition
from dbstackc.model.partition.day_hour import DayHour
from dbstackc.model.partition.map import ByMap
from dbstackc.model.partition.pattern import Pattern
from dbstackc.model.partition.prefix import Prefix
from dbstackc.model.partition.range import ByRange
from dbstackc.model.partition.segments import Segments

from ..asked import is_global, place
from ..folder import Folder, folders

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
  <function name="mod2" class="io.mycat.route.function.AutoPartitionByLong">
    <property name="mapFile">autopartition-long.txt</property>
  </function>
</mycat:rule>
""",
    "autopartition-long.txt": """
0-999=0
1000-1999=5
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
    """Report each table whose function leads past its last dataNode."""
    for folder in folders(stack):
        for _, table in folder.tables:
            function = folder.function_of(table)
            if function is None or len(table.nodes) < 2 or is_global(table):
                continue
            made = folder.partition(function)
            if made is None or made.partition_num > len(table.nodes):
                continue
            index = _highest(made)
            if index < len(table.nodes):
                continue
            report(
                f"`{function.name.text}` leads to dataNode number {index}, and "
                f"`{table.name.text}` has 0 to {len(table.nodes) - 1}",
                at=_line(folder, made, index) or table.attributes["rule"].span,
                beside=[(place(table, table.attributes, "dataNode"), "counted from 0")],
                note="MyCat starts; each statement with such a key fails",
                help="count the dataNodes from 0, or add the missing ones",
                once=True,
            )


def _highest(made: Partition) -> int:
    """Return the highest number that a function can give, -1 where it cannot be told."""
    if isinstance(made, ByRange | Pattern | Prefix):
        otherwise = -1 if isinstance(made, Prefix) else made.otherwise
        return max([otherwise, *(row.number for row in made.rows)])
    if isinstance(made, ByMap):
        return max([made.otherwise, *(number for _, number in made.keys)])
    if isinstance(made, Segments):
        return len(made.lengths) - 1
    return 31 * made.slices - 1 if isinstance(made, DayHour) else -1


def _line(folder: Folder, made: Partition, index: int) -> Span | None:
    """Return where the map file says a number."""
    lines = folder.lines.get(made.map_name or "")
    pairs = () if lines is None else lines.pairs()
    return next((pair.at for pair in pairs if pair.value.strip() == str(index)), None)
