"""The schema that a user begins in is not one of his.

`defaultSchema` is not checked when MyCat starts. One that there is none of answers each statement
with "Unknown MyCAT Database"; one that the user was not given is open to him all the same.

Source: MyCat 1.6.7.4, XMLServerLoader.loadUsers, ServerConnection; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSchema, RouterUser
from dbstackc.lint.stack import Stack

from ..folder import folders

LEVEL = Level.WARNING

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
    <property name="defaultSchema">Shop</property>
  </user>
</mycat:server>
"""

GOOD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
    <property name="defaultSchema">shop</property>
  </user>
</mycat:server>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each `defaultSchema` that is not among the user's schemas."""
    for folder in folders(stack):
        known = {schema.name.text for schema in folder.all(RouterSchema)}
        for user in folder.all(RouterUser):
            said = user.properties.get("defaultSchema")
            if said is None or not said.text or said.text in {each.text for each in user.schemas}:
                continue
            lost = folder.full("mycat-schema") and said.text not in known
            report(
                f"`{user.name.text}` begins in `{said.text}`, which is "
                + ("no schema" if lost else "none of the user's schemas"),
                at=said.span,
                note='statements fail with "Unknown MyCAT Database"'
                if lost
                else "MyCat does not check it: the user works there all the same",
                help="name a schema of `schemas`",
                level=None if lost else Level.WARNING,
            )
