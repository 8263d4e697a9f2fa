"""A user of MyCat has no password.

Anyone then comes in as that user, with an empty password; who sends one is refused. The port for
its management, 9066, takes the same users.

Source: MyCat 1.6.7.4, FrontendAuthenticator, MycatPrivileges; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterUser
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <user name="app">
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""

GOOD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each user whose password is absent or empty."""
    for user in stack.all(RouterUser):
        said = user.properties.get("password")
        if said is None or not said.text:
            report(
                f"anyone is `{user.name.text}`: the user has no password",
                at=user.name.span,
                note="an empty password is the right one, on port 9066 too",
                help="add the property `password`",
            )
