"""An address stands twice in the whitelist.

The last of them holds, with its users; those of the other entry are refused from there.

Source: MyCat 1.6.7.4, XMLServerLoader.loadFirewall: the map is overwritten; its loader was run.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <firewall>
    <whitehost>
      <host host="10.0.0.9" user="app"/>
      <host host="10.0.0.9" user="ops"/>
    </whitehost>
  </firewall>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
  <user name="ops">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""

GOOD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <firewall>
    <whitehost>
      <host host="10.0.0.9" user="app,ops"/>
    </whitehost>
  </firewall>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
  <user name="ops">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each address that a later entry says again."""
    for document in stack.documents("mycat-server"):
        seen: dict[str, Span] = {}
        for element in document.all("host"):
            said = element.attributes.get("host")
            for address in said.value.split(",") if said is not None else ():
                if said is not None and address.strip() in seen:
                    report(
                        f"`{address.strip()}` stands in the whitelist before",
                        at=said.at,
                        beside=[(seen[address.strip()], "no longer holds")],
                        note="the last entry of an address holds, and its users alone",
                        help="list all users of an address in one entry",
                    )
                elif said is not None:
                    seen[address.strip()] = said.at
