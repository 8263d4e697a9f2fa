"""The type of the sequences is spelt for one version of MyCat alone.

1.6.7.4 and older read `sequnceHandlerType`, 1.6.7.6 reads `sequenceHandlerType`; each passes over
the other in silence and takes type 0, the file. With both, any version does as asked. It is told
where a table numbers its rows.

Source: MyCat 1.6.7.4 and 1.6.7.6, config/model/SystemConfig: the setters of the bean.
"""

from collections.abc import Mapping

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSystem
from dbstackc.lint.facts.said import Said
from dbstackc.lint.stack import Stack

from ..asked import is_true, number
from ..folder import folders

LEVEL = Level.ADVICE

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
    <property name="sequnceHandlerType">2</property>
  </system>
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
    <property name="sequnceHandlerType">2</property>
    <property name="sequenceHandlerType">2</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
""",
}


_BOTH = ("sequnceHandlerType", "sequenceHandlerType")


def check(stack: Stack, report: Report) -> None:
    """Report a type that is not that of the file, and is said in one spelling."""
    for folder in folders(stack):
        if any(is_true(table.attributes, "autoIncrement") for _, table in folder.tables):
            for system in folder.all(RouterSystem):
                _judge(system.properties, report)


def _judge(properties: Mapping[str, Said], report: Report) -> None:
    said = [name for name in _BOTH if name in properties]
    if len(said) != 1 or number(properties, said[0], 0) in (0, None):
        return
    kind, other = properties[said[0]], next(name for name in _BOTH if name != said[0])
    report(
        f"`{said[0]}` is passed over by MyCat "
        + ("1.6.7.6" if said[0] == _BOTH[0] else "1.6.7.4 and older"),
        at=kind.span,
        says=f"type {kind.text}",
        note="that version then takes type 0, the numbers of sequence_conf.properties",
        help=f'add `<property name="{other}">{kind.text}</property>`',
    )
