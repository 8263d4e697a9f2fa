"""A switch is set with a word that switches it off.

MyCat reads these with parseBoolean: `true` is on, in any case, and all else is off, `1`, `yes` and
`on` too.

Source: java.lang.Boolean.parseBoolean; MyCat 1.6.7.4, XMLSchemaLoader and XMLServerLoader; its
loader was run.
"""

from collections.abc import Iterator, Mapping

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSchema, RouterSystem, RouterUser
from dbstackc.lint.facts.said import Said
from dbstackc.lint.stack import Stack

from ..engine.system import SYSTEM
from ..folder import folders

LEVEL = Level.WARNING

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
    <property name="readOnly">1</property>
  </user>
</mycat:server>
"""

GOOD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
    <property name="readOnly">TRUE</property>
  </user>
</mycat:server>
"""


_TABLE = ("ruleRequired", "autoIncrement", "splitTableNames")


def check(stack: Stack, report: Report) -> None:
    """Report each switch that its author meant to be on."""
    for said in _switches(stack):
        if said.text.strip().lower() in ("1", "yes", "on", "y", "t"):
            report(
                f"`{said.text.strip()}` is off",
                at=said.span,
                says="only `true` is on",
                note="MyCat takes every word but `true` for false",
                help="write `true`",
                fix=Fix("write `true`", (Edit(said.span, "true"),)),
                once=True,
            )


def _switches(stack: Stack) -> Iterator[Said]:
    for folder in folders(stack):
        for schema in folder.all(RouterSchema):
            yield from _of(schema.attributes, "checkSQLschema")
        tables = [table for _, table in folder.tables]
        while tables:
            table = tables.pop()
            tables += table.children
            yield from _of(table.attributes, *_TABLE)
        for user in folder.all(RouterUser):
            yield from _of(user.properties, "readOnly")
        for system in folder.all(RouterSystem):
            names = [name for name, kind in SYSTEM.items() if kind == "boolean"]
            yield from _of(system.properties, *names)


def _of(said: Mapping[str, Said], *names: str) -> Iterator[Said]:
    return (said[name] for name in names if name in said)
