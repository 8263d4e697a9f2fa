"""The firewall lets in a user that is not there.

A host of the whitelist names the users that may come from it; each must be declared.

Source: MyCat 1.6.7.4, XMLServerLoader.loadFirewall ("doesn't exist in [host").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..folder import refusals

LEVEL = Level.ERROR

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <firewall>
    <whitehost>
      <host host="10.0.0.9" user="admin"/>
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
    """Report each that the loader names."""
    for refused, at in refusals(stack, "unknown-user"):
        report(
            refused.reason,
            at=at,
            note="MyCat stops here and does not start",
            help="name a user that is declared below",
        )
