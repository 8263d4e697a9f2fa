"""A mask in the whitelist lets in who has no account.

Once the whitelist has a `*` or `%`, a client whose address matches is let in by any user name, and
one that is not declared has an empty password: it reads and writes all schemas, and logs in to port
9066. The mask is also matched anywhere in an address: `10.0.0.*` fits 110.0.0.5.

Source: MyCat 1.6.7.4, MycatPrivileges.checkFirewallWhiteHostPolicy, FrontendAuthenticator; a server
of it was asked; its issue 1657.
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
      <host host="10.0.0.*" user="app"/>
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
      <host host="10.0.0.9,10.0.0.8" user="app"/>
    </whitehost>
  </firewall>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each mask of the whitelist."""
    for document in stack.documents("mycat-server"):
        for element in document.all("host"):
            said = element.attributes.get("host")
            if said is not None and ("*" in said.value or "%" in said.value):
                report(
                    f"`{said.value}` lets in any user name, with an empty password",
                    at=said.at,
                    note="a client whose address matches needs no account, on port 9066 too",
                    help="list the addresses, or close the ports with the firewall of the host",
                )
