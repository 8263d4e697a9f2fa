"""Two sources of a dataHost are one server.

When the first fails the second has failed too, and reads that are balanced over both reach one
server.

Source: MyCat 1.6.7.4, XMLSchemaLoader: urls are not compared; its loader was run.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import BackEnd, DataHost
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
  <dataHost name="a" maxCon="100" minCon="10" balance="0" switchType="1"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
    <writeHost host="a2" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
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
  <dataHost name="a" maxCon="100" minCon="10" balance="0" switchType="1"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
    <writeHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each writeHost or readHost whose address and port another has."""
    for host in stack.all(DataHost):
        seen: dict[tuple[str | None, int | None], BackEnd] = {}
        for writer in host.writers:
            for end in (writer, *writer.readers):
                if end.address is None or end.url is None:
                    continue
                first = seen.setdefault((end.address.lower(), end.port), end)
                if first is not end and first.url is not None:
                    report(
                        f"`{end.name.text}` is the server of `{first.name.text}`",
                        at=end.url.span,
                        beside=[(first.url.span, "the same address and port")],
                        note="one fails with the other, and reading both is reading one",
                        help="name another server, or remove one of them",
                        level=None if end is writer else Level.ADVICE,
                    )
