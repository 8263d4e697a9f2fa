"""A limit for the lag of replicas is set that nothing reads.

`slaveThreshold` is looked at only with `switchType="2"` and a heartbeat of `show slave status`.
Otherwise a replica is read however far it is behind. Where nothing but the active source is read it
is advice.

Source: MyCat 1.6.7.4, PhysicalDBPool.canSelectAsReadNode, MySQLDetector.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.stack import Stack

from ..asked import number, place

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
  <dataHost name="a" maxCon="100" minCon="10" balance="1" switchType="-1" slaveThreshold="100"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq">
      <readHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq"/>
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
  <dataHost name="a" maxCon="100" minCon="10" balance="2" switchType="2" slaveThreshold="100"
            dbType="mysql" dbDriver="native">
    <heartbeat>show slave status</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
    <writeHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each threshold that has no `switchType` of 2."""
    for host in stack.all(DataHost):
        said = host.attributes.get("slaveThreshold")
        if said is None or said.text.strip() in ("", "-1"):
            continue
        if number(host.attributes, "switchType", -1) in (2, None):
            continue
        read = number(host.attributes, "balance", 0) in (1, 2, 3) and (
            len(host.writers) > 1 or host.readers
        )
        report(
            f"`slaveThreshold` does nothing on `{host.name.text}`",
            at=said.span,
            beside=[(place(host, host.attributes, "switchType"), "it is read with 2 alone")],
            note="a replica is read however far it is behind"
            if read
            else "nothing but the active source is read here",
            help='take it away, or set `switchType="2"` with the heartbeat `show slave status`',
            level=None if read else Level.ADVICE,
        )
