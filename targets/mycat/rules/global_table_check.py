"""Copied tables are checked by a column that they may not have.

`useGlobleTableCheck` is on where it is not said. Then each INSERT and UPDATE on a global table
writes the column `_mycat_op_time`, and fails with error 1054 or 1105 where the tables were made
without it.

Source: MyCat 1.6.7.4, SystemConfig (useGlobleTableCheck is 1), GlobalTableUtil; a server of it was
asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSystem
from dbstackc.lint.stack import Stack

from ..asked import is_global, number
from ..folder import folders

LEVEL = Level.WARNING

BAD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
    <table name="country" dataNode="dn1,dn2" type="global"/>
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
    "server.xml": """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
""",
}

GOOD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
    <table name="country" dataNode="dn1,dn2" type="global"/>
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
    "server.xml": """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="useGlobleTableCheck">0</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report the first global table of a folder whose server.xml leaves the check on."""
    for folder in folders(stack):
        copies = [table for _, table in folder.tables if is_global(table)]
        if not copies or not folder.full("mycat-server"):
            continue
        systems = folder.all(RouterSystem)
        said = systems[0].properties if systems else {}
        if number(said, "useGlobleTableCheck", 1) != 1:
            continue
        if "useGlobleTableCheck" in said:
            where = said["useGlobleTableCheck"].span
        else:
            where = copies[0].attributes["type"].span
        report(
            f"each write to `{copies[0].name.text.strip()}` needs a column `_mycat_op_time`",
            at=where,
            says="the check is on" if "useGlobleTableCheck" in said else "a global table",
            note="`useGlobleTableCheck` is on where server.xml does not say it",
            help="set `useGlobleTableCheck` to 0, or add `_mycat_op_time bigint` to global tables",
        )
