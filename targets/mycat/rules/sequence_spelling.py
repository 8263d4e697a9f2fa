"""The type of the sequences is spelt for one version of MyCat alone.

1.6.7.4 and older read `sequnceHandlerType`, 1.6.7.6 reads `sequenceHandlerType`; each passes over
the other in silence and takes type 0, the file. With both, any version does as asked.

Source: MyCat 1.6.7.4 and 1.6.7.6, config/model/SystemConfig: the setters of the bean.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSystem
from dbstackc.lint.stack import Stack

from ..asked import number

LEVEL = Level.ADVICE

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="sequnceHandlerType">2</property>
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
    <property name="sequnceHandlerType">2</property>
    <property name="sequenceHandlerType">2</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""


_BOTH = ("sequnceHandlerType", "sequenceHandlerType")


def check(stack: Stack, report: Report) -> None:
    """Report a type that is not that of the file, and is said in one spelling."""
    for system in stack.all(RouterSystem):
        said = [name for name in _BOTH if name in system.properties]
        if len(said) != 1 or number(system.properties, said[0], 0) in (0, None):
            continue
        kind, other = system.properties[said[0]], next(name for name in _BOTH if name != said[0])
        report(
            f"`{said[0]}` is passed over by MyCat "
            + ("1.6.7.6" if said[0] == _BOTH[0] else "1.6.7.4 and older"),
            at=kind.span,
            says=f"type {kind.text}",
            note="that version then takes type 0, the numbers of sequence_conf.properties",
            help=f'add `<property name="{other}">{kind.text}</property>`',
        )
