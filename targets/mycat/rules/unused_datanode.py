"""A dataNode is declared that no table and no schema names.

Nothing is ever stored on it. Often a table was to be on it, and its list was not grown. In the
parts that a document shows, one that is named must stand beside it.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadSchemas, MycatConfig.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.base.text import listed
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataNode, RouterSchema
from dbstackc.lint.stack import Stack

from ..folder import folders

LEVEL = Level.ADVICE

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn$1-3" dataHost="a" database="shop$1-3"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
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
  <dataNode name="dn$1-2" dataHost="a" database="shop$1-2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each element that declares dataNodes of which some are named nowhere."""
    for folder in folders(stack):
        schemas = folder.all(RouterSchema)
        if not schemas:
            continue
        used = {node.text for _, table in folder.tables for node in table.nodes}
        for schema in schemas:
            for name in ("dataNode", "randomDataNode"):
                if name in schema.attributes:
                    used |= {each.strip() for each in schema.attributes[name].text.split(",")}
        lines = folder.lines.get("sequence_db_conf.properties")
        used |= {pair.value.strip() for pair in lines.pairs()} if lines is not None else set()
        nodes = folder.all(DataNode)
        shown = {node.name.span.source for node in nodes if node.name.text in used}
        idle: dict[Span, list[str]] = {}
        for node in nodes:
            whole = folder.full("mycat-schema") or node.name.span.source in shown
            if whole and node.name.text not in used:
                idle.setdefault(node.name.span, []).append(f"`{node.name.text}`")
        for span, names in idle.items():
            report(
                f"{listed(names)} {'is' if len(names) == 1 else 'are'} used by no table",
                at=span,
                note="nothing is ever stored there",
                help="name it in the table that it was meant for, or remove it",
            )
