"""Reads are to be balanced, and there is nobody to read from.

With one writeHost and no readHost, or with `balance="3"` and no readHost, MyCat has only the active
source to read from, whatever `balance` says.

Source: MyCat 1.6.7.4, PhysicalDBPool.getRWBalanceCon; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.stack import Stack

from ..asked import number

LEVEL = Level.ADVICE

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="1"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
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
  <dataHost name="a" maxCon="100" minCon="10" balance="1"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq">
      <readHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq"/>
    </writeHost>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each `balance` that finds no other source."""
    for host in stack.all(DataHost):
        kind = number(host.attributes, "balance", 0)
        if kind not in (1, 2, 3) or host.readers or not host.writers:
            continue
        if len(host.writers) > 1 and kind != 3:
            continue
        report(
            f"`{host.name.text}` balances reads and has nobody to read from",
            at=host.attributes["balance"].span,
            says="no readHost" if kind == 3 else "one writeHost, no readHost",
            note="every read goes to the active source",
            help='add a readHost, or write `balance="0"`',
        )
