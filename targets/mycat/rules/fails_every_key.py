"""A function is set up so that it places no key.

MyCat starts with it. Then every statement that is to be placed fails: "BigInteger: modulus not
positive" where `count` is missing, misspelt or 0, "/ by zero" where LatestMonthPartion has no
`splitOneDay` or PartitionByDate no `sPartionDay`.

Source: MyCat 1.6.7.4, route/function: PartitionByMod, PartitionByHashMod, PartitionByMurmurHash,
PartitionByJumpConsistentHash, LatestMonthPartion, PartitionByDate; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import Function
from dbstackc.lint.stack import Stack

from ..asked import is_global, number, place
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
      <columns>id</columns>
      <algorithm>mod2</algorithm>
    </rule>
  </tableRule>
  <function name="mod2" class="io.mycat.route.function.PartitionByMod">
    <property name="count">0</property>
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


_NEEDED = {
    "PartitionByMod": "count",
    "PartitionByHashMod": "count",
    "PartitionByMurmurHash": "count",
    "PartitionByJumpConsistentHash": "totalBuckets",
    "LatestMonthPartion": "splitOneDay",
    "PartitionByDate": "sPartionDay",
}


def check(stack: Stack, report: Report) -> None:
    """Report each function that a table uses and that lacks its number."""
    for folder in folders(stack):
        for _, table in folder.tables:
            function = folder.function_of(table)
            if function is None or function.kind is None or is_global(table):
                continue
            kind = function.kind.text.rpartition(".")[2]
            name = _NEEDED.get(kind, "")
            if not name or len(table.nodes) < 2 or _is_natural(function, kind):
                continue
            found = number(function.properties, name, 0)
            if found is not None and found <= 0:
                report(
                    f"`{kind}` places no key: its `{name}` is {_said(function, name)}",
                    at=place(function, function.properties, name),
                    beside=[(table.attributes["rule"].span, "its rows are placed by it")],
                    note="MyCat starts; every statement that is to be placed fails",
                    help=f"add the property `{name}`, above 0",
                    once=True,
                )


def _is_natural(function: Function, kind: str) -> bool:
    """Tell whether days are those of the month, or an end makes MyCat look at the start."""
    return kind == "PartitionByDate" and bool(
        function.properties.keys() & {"sNaturalDay", "sEndDate"}
    )


def _said(function: Function, name: str) -> str:
    return function.properties[name].text if name in function.properties else "missing"
