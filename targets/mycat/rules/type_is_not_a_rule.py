"""The rule of a table is written as its type.

`type` means something only where it is `global`; any other word is passed over in silence. Without
`rule` such a table is not sharded: every INSERT stores its row on all dataNodes, and a SELECT gives
it back once for each, sums and counts too.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadTables (type), RouterUtil.tryRouteForOneTable; a server
of it was asked.
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.check.rule import Report
from dbstackc.lint.facts.said import Said
from dbstackc.lint.stack import Stack

from ..asked import is_global
from ..folder import Folder, folders

LEVEL = Level.ERROR

BAD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" type="by-id"/>
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
    <table name="orders" dataNode="dn1,dn2" rule="by-id" type="sharded"/>
    <table name="country" dataNode="dn1,dn2" type="Global"/>
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
    """Report each table of several dataNodes that has a type for a rule."""
    for folder in folders(stack):
        for _, table in folder.tables:
            kind = table.attributes.get("type")
            said = table.attributes.keys() & {"rule", "subTables"}
            if kind is None or is_global(table) or said or len(table.nodes) < 2:
                continue
            word = kind.text.strip()
            report(
                f"`{word}` is no type of a table, and `{table.name.text.strip()}` has no rule",
                at=kind.span,
                says="passed over in silence",
                note=f"every row is stored on all {len(table.nodes)} dataNodes and found as often",
                help="write `global` for a copy on each"
                if _near(word)
                else "write `rule` for `type`",
                fix=_fix(kind, word, folder),
                once=True,
            )


def _near(word: str) -> bool:
    return nearest(word, ("global",)) is not None


def _fix(kind: Said, word: str, folder: Folder) -> Fix | None:
    """Return the fix where it is certain: a rule of that name, or a slip for `global`."""
    source = kind.span.source
    if word in folder.table_rules:
        start = source.text.rfind("type", 0, kind.span.start)
        return Fix("write `rule` for `type`", (Edit(Span(source, start, start + 4), "rule"),))
    if _near(word) and kind.span.text == kind.text:
        return Fix("write `global`", (Edit(kind.span, "global"),))
    return None
