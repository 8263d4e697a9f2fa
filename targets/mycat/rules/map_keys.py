"""A map file has keys that its function passes over.

PartitionByFileMap reads keys as whole numbers unless its property `type` is other than 0, and
passes over every line that it cannot read. Such a map loads, with fewer keys or none, and each
statement with such a key fails or goes to the default.

Source: MyCat 1.6.7.4, route/function/PartitionByFileMap.initialize.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import counted
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack
from dbstackc.model.partition.engine.number import INT, parsed
from dbstackc.model.partition.map import ByMap

from ..asked import place
from ..folder import folders

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
      <columns>city</columns>
      <algorithm>mod2</algorithm>
    </rule>
  </tableRule>
  <function name="mod2" class="io.mycat.route.function.PartitionByFileMap">
    <property name="mapFile">partition-hash-int.txt</property>
  </function>
</mycat:rule>
""",
    "partition-hash-int.txt": """
beijing=0
shanghai=1
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
      <columns>city</columns>
      <algorithm>mod2</algorithm>
    </rule>
  </tableRule>
  <function name="mod2" class="io.mycat.route.function.PartitionByFileMap">
    <property name="mapFile">partition-hash-int.txt</property>
    <property name="type">1</property>
  </function>
</mycat:rule>
""",
    "partition-hash-int.txt": """
beijing=0
shanghai=1
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report the first key of each map file that is no number, where one must be."""
    for folder in folders(stack):
        for _, function, made, lines in folder.mapped():
            if not isinstance(made, ByMap) or not made.numeric:
                continue
            strays = [
                pair
                for pair in lines.pairs()
                if parsed(pair.name, INT) is None and pair.name != "DEFAULT_NODE"
            ]
            if strays:
                report(
                    f"`{strays[0].name}` is no number, and `{function.name.text}` wants numbers",
                    at=strays[0].name_at,
                    says="passed over",
                    beside=[(place(function, function.properties, "type"), "of type 0")],
                    note=f"{counted(len(strays), 'line')} of this file: MyCat passes over them",
                    help='add `<property name="type">1</property>` to the function',
                    once=True,
                )
