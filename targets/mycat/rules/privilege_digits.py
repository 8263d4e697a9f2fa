"""Rights on a table are not four digits.

`dml` is four digits, 0 or 1: INSERT, UPDATE, SELECT, DELETE. With fewer the first SELECT ends the
client's connection; a letter counts as allowed.

Source: MyCat 1.6.7.4, MycatPrivileges.checkDmlPrivilege; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
    <privileges check="true">
      <schema name="shop" dml="011">
      </schema>
    </privileges>
  </user>
</mycat:server>
"""

GOOD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
    <privileges check="true">
      <schema name="shop" dml="0110">
      </schema>
    </privileges>
  </user>
</mycat:server>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each `dml` that is of another form."""
    for document in stack.documents("mycat-server"):
        for element in document.all("schema", "table"):
            said = element.attributes.get("dml")
            if said is None or (len(said.value) == 4 and not said.value.strip("01")):
                continue
            short = len(said.value) < 4
            report(
                f"`dml` of `{element.name}` is `{said.value}`, and must be four digits 0 or 1",
                at=said.at,
                note="the first SELECT under it ends the client's connection"
                if short
                else "MyCat reads the first four, and any that is not 0 allows",
                help="write INSERT, UPDATE, SELECT, DELETE as 0 or 1 each",
                level=None if short else Level.WARNING,
            )
