"""A table takes its numbers from a sequence that is not there.

With type 0 the sequence of a table is in sequence_conf.properties as NAME.CURID, with type 1 in
sequence_db_conf.properties as NAME; the name is that of the table in upper case. MyCat starts
without it, and every INSERT that needs a number fails.

Source: MyCat 1.6.7.4, IncrSequencePropHandler, IncrSequenceMySQLHandler, DruidSequenceHandler; a
server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..asked import is_true
from ..folder import folders

LEVEL = Level.ERROR

BAD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id" autoIncrement="true" primaryKey="id"/>
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
    "sequence_conf.properties": """
orders.CURID=1
orders.MINID=1
orders.MAXID=99999
orders.HISIDS=
""",
}

GOOD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id" autoIncrement="true" primaryKey="id"/>
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
    "sequence_conf.properties": """
ORDERS.CURID=1
ORDERS.MINID=1
ORDERS.MAXID=99999
ORDERS.HISIDS=
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report each table that numbers its rows and has no sequence."""
    for folder in folders(stack):
        kind = folder.sequence
        if kind not in (0, 1):
            continue
        file = "sequence_db_conf.properties" if kind else "sequence_conf.properties"
        if file not in folder.lines:
            continue
        names = {pair.name.removesuffix(".CURID") for pair in folder.lines[file].pairs()}
        tables = [table for _, table in folder.tables]
        while tables:
            table = tables.pop()
            tables += table.children
            name = table.name.text.strip().upper()
            if not is_true(table.attributes, "autoIncrement") or name in names:
                continue
            other = next((each for each in names if each.upper() == name), "")
            report(
                f"`{file}` has no sequence `{name}`",
                at=table.attributes["autoIncrement"].span,
                says=f"`{other}` is another" if other else "needs it",
                note="MyCat asks for it in upper case; every INSERT without a number fails",
                help=f"add `{name}`" + ("" if kind else " with CURID, MINID, MAXID and HISIDS"),
                once=True,
            )
