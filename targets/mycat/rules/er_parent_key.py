"""A child table is joined by a column that does not place its parent.

Where `parentKey` is the sharding column of the parent, the rule places the child from `joinKey`
itself. Where it is another, every INSERT into the child first asks all the parent's dataNodes which
of them has the parent row.

Source: MyCat 1.6.7.4, RouterUtil.processERChildTable.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..folder import folders

LEVEL = Level.ADVICE

BAD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id">
      <childTable name="items" joinKey="order_id" parentKey="no"/>
    </table>
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

GOOD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id">
      <childTable name="items" joinKey="order_id" parentKey="ID"/>
    </table>
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
    """Report each child of a sharded table that is joined by another column."""
    for folder in folders(stack):
        for _, table in folder.tables:
            said = table.attributes.get("rule")
            rule = folder.table_rules.get(said.text) if said is not None else None
            if rule is None or rule.column is None or len(table.nodes) < 2:
                continue
            for child in table.children:
                key = child.attributes.get("parentKey")
                column = rule.column.text.strip()
                if key is not None and key.text.strip().upper() != column.upper():
                    report(
                        f"`{child.name.text}` is joined by `{key.text.strip()}`, and "
                        f"`{table.name.text.strip()}` is sharded by `{column}`",
                        at=key.span,
                        beside=[(rule.column.span, "the sharding column")],
                        note=f"every INSERT into it first asks {len(table.nodes)} dataNodes",
                        help="join it by the sharding column, or shard the parent by this one",
                        once=True,
                    )
