"""MyCat works as root on a database.

Whoever reads schema.xml, or gets a statement through MyCat, then may do all on that server: drop
other databases, make accounts, read files. An account with rights on the sharded databases is
enough, and REPLICATION CLIENT for the heartbeat.

Source: MySQL 8.0 Reference Manual, 8.2.6 "Access Control, Stage 1"; MyCat 1.6.7.4, schema.xml.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.stack import Stack

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
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="root" password="Xk2vTq"/>
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
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report the first source of each dataHost that is opened as root."""
    for host in stack.all(DataHost):
        found = [each for each in host.ends if each.user is not None and each.user.text == "root"]
        if found and found[0].user is not None:
            more = f", and {len(found) - 1} more of `{host.name.text}`" if len(found) > 1 else ""
            report(
                f"MyCat is root on `{found[0].name.text}`{more}",
                at=found[0].user.span,
                note="who comes through MyCat, or reads this file, may do all on that server",
                help="make an account that has rights on these databases alone",
            )
