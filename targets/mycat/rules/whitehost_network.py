"""A network in the whitelist lets in nobody.

MyCat compares the text with the client's address as it is: `10.0.0.0/24` is the address of no
client, and all others are refused once there is a whitelist.

Source: MyCat 1.6.7.4, XMLServerLoader.loadFirewall, MycatPrivileges; its loader was run.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <firewall>
    <whitehost>
      <host host="10.0.0.0/24" user="app"/>
    </whitehost>
  </firewall>
  <user name="app">
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
      <host host="10.0.0.9" user="app"/>
    </whitehost>
  </firewall>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each entry of the whitelist with a prefix length or a netmask."""
    for document in stack.documents("mycat-server"):
        for element in document.all("host"):
            said = element.attributes.get("host")
            if said is not None and "/" in said.value:
                report(
                    f"`{said.value}` is the address of no client",
                    at=said.at,
                    note="MyCat compares it as a text, and refuses all who are not in the list",
                    help="list the addresses of the clients",
                )
