"""Some readHosts have a weight, and the others are never read.

A weight is 0 where it is not said. Once weights differ MyCat chooses by them, and a source of
weight 0 is never chosen; a writeHost always has 0.

Source: MyCat 1.6.7.4, RandomLoadBalance, WeightedRoundRobinLoadBalance; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.stack import Stack

from ..asked import number

LEVEL = Level.WARNING

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="3"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq">
      <readHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq" weight="1"/>
      <readHost host="a3" url="10.0.0.3:3306" user="app" password="Xk2vTq"/>
    </writeHost>
  </dataHost>
</mycat:schema>
"""

GOOD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="3"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq">
      <readHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq" weight="1"/>
      <readHost host="a3" url="10.0.0.3:3306" user="app" password="Xk2vTq" weight="2"/>
    </writeHost>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each readHost without a weight beside one that has some."""
    for host in stack.all(DataHost):
        if number(host.attributes, "balance", 0) not in (1, 2, 3):
            continue
        readers = host.readers
        heavy = [each for each in readers if each.weight is not None and each.weight.number]
        for reader in readers if heavy else ():
            if reader.weight is None:
                report(
                    f"`{reader.name.text}` is never read: it has no weight",
                    at=reader.name.span,
                    beside=[(heavy[0].name.span, "has one")],
                    note="a weight that is not said is 0, and 0 is never chosen",
                    help="give it a `weight`, or none of them",
                )
