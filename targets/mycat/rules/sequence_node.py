"""A sequence is on a dataNode that is not there.

sequence_db_conf.properties says on which dataNode the table MYCAT_SEQUENCE of each sequence is.
MyCat starts with any word, and every INSERT that needs a number fails: "can't fetch sequnce in db".

Source: MyCat 1.6.7.4, IncrSequenceMySQLHandler; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataNode
from dbstackc.lint.stack import Stack

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
  <system>
    <property name="sequnceHandlerType">1</property>
    <property name="sequenceHandlerType">1</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
""",
    "sequence_db_conf.properties": """
ORDERS=dn3
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
  <system>
    <property name="sequnceHandlerType">1</property>
    <property name="sequenceHandlerType">1</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
""",
    "sequence_db_conf.properties": """
ORDERS=dn1
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report each sequence of type 1 on a dataNode that schema.xml does not have."""
    for folder in folders(stack):
        lines = folder.lines.get("sequence_db_conf.properties")
        nodes = {node.name.text for node in folder.all(DataNode)}
        if lines is None or folder.sequence != 1 or not folder.full("mycat-schema") or not nodes:
            continue
        for pair in lines.pairs():
            if pair.value.strip() not in nodes:
                report(
                    f"the sequence `{pair.name}` is on `{pair.value.strip()}`, no dataNode",
                    at=pair.at,
                    note="MyCat starts, and no number can be had from it",
                    help="name a dataNode of schema.xml, whose database has MYCAT_SEQUENCE",
                )
