"""A statement for new connections is never sent.

The JDBC driver alone sends `connectionInitSql`; with the native driver it is read and forgotten.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadDataHosts, JDBCConnection: the only reader.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
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
    <connectionInitSql>set names utf8mb4</connectionInitSql>
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
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
            dbType="mysql" dbDriver="jdbc">
    <heartbeat>select user()</heartbeat>
    <connectionInitSql>set names utf8mb4</connectionInitSql>
    <writeHost host="a1" url="jdbc:mysql://10.0.0.1:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each such statement of a dataHost with the native driver."""
    for document in stack.documents("mycat-schema"):
        for element in document.all("dataHost"):
            driver = element.attributes.get("dbDriver")
            if driver is None or driver.value.strip() != "native":
                continue
            for each in element.of("connectionInitSql"):
                if each.content().strip():
                    report(
                        "this statement is never sent",
                        at=each.content_at(),
                        beside=[(driver.at, "reads it and forgets it")],
                        note="the JDBC driver alone sends `connectionInitSql`",
                        help="say it in the server's configuration, as `init_connect`",
                    )
