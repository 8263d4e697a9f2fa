"""Every login is let in.

With `nonePasswordLogin` any name with any password becomes the user that is marked
`defaultAccount`.

Source: MyCat 1.6.7.4, FrontendAuthenticator; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSystem
from dbstackc.lint.stack import Stack

from ..asked import number

LEVEL = Level.ERROR

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="nonePasswordLogin">1</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""

GOOD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="nonePasswordLogin">0</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""


def check(stack: Stack, report: Report) -> None:
    """Report the switch where it is on."""
    for system in stack.all(RouterSystem):
        if number(system.properties, "nonePasswordLogin", 0) == 1:
            report(
                "any name with any password is let in",
                at=system.properties["nonePasswordLogin"].span,
                note="each becomes the user that is marked `defaultAccount`",
                help="write 0",
            )
