"""A schema is given to no user.

Whoever logs in cannot choose it. Often the list of a user was not grown.

Source: MyCat 1.6.7.4, ConfigInitializer.selfChecking0, MycatPrivileges.schemaExists.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSchema, RouterUser
from dbstackc.lint.stack import Stack

from ..folder import folders

LEVEL = Level.WARNING

BAD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop" dataNode="dn1"/>
  <schema name="stock" dataNode="dn2"/>
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
  <schema name="shop" dataNode="dn1"/>
  <schema name="stock" dataNode="dn2"/>
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
    <property name="schemas">shop, stock</property>
  </user>
</mycat:server>
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report each schema that no user has, where all users are known."""
    for folder in folders(stack):
        users = folder.all(RouterUser)
        if not users or not folder.full("mycat-server") or not folder.full("mycat-schema"):
            continue
        given = {each.text for user in users for each in user.schemas}
        for schema in folder.all(RouterSchema):
            if schema.name.text not in given:
                report(
                    f"no user has the schema `{schema.name.text}`",
                    at=schema.name.span,
                    beside=[(users[0].name.span, "has others")],
                    note="whoever logs in cannot choose it",
                    help="add it to the `schemas` of a user, or remove it",
                )
