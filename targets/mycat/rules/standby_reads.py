"""The second of two sources gets all the reads.

With `balance="1"`, two writeHosts and no readHost MyCat reads from the standby alone, never from
the source that is written to. On plain replication every read then is as late as the replica.

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
  <dataHost name="a" maxCon="100" minCon="10" balance="1" switchType="-1"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
    <writeHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq"/>
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
  <dataHost name="a" maxCon="100" minCon="10" balance="2" switchType="-1"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
    <writeHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each such pair that is not one of Galera."""
    for host in stack.all(DataHost):
        if number(host.attributes, "balance", 0) != 1 or host.readers or len(host.writers) != 2:
            continue
        beat = "" if host.heartbeat is None else host.heartbeat.text.lower()
        if number(host.attributes, "switchType", -1) == 3 or "wsrep" in beat:
            continue
        report(
            f"all reads of `{host.name.text}` go to its standby",
            at=host.attributes["balance"].span,
            beside=[(host.writers[1].name.span, "reads"), (host.writers[0].name.span, "writes")],
            note="what was just written is not found until it is replicated",
            help='write `balance="2"` to read from both, or 0 to read what was written',
        )
