"""A function is of a class that MyCat does not have.

MyCat loads the class when it starts. Ours knows those of `io.mycat.route.function`; a class of your
own in its lib folder is one that we cannot see.

Source: MyCat 1.6.7.4, XMLRuleLoader.createFunction (ClassNotFoundException).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..folder import refusals

LEVEL = Level.ERROR

EXAMPLE = "rule.xml"

BAD = """
<!DOCTYPE mycat:rule SYSTEM "rule.dtd">
<mycat:rule xmlns:mycat="http://io.mycat/">
  <tableRule name="by-id">
    <rule>
      <columns>id</columns>
      <algorithm>mod2</algorithm>
    </rule>
  </tableRule>
  <function name="mod2" class="io.mycat.route.function.PartitionByModulo">
    <property name="count">2</property>
  </function>
</mycat:rule>
"""

GOOD = """
<!DOCTYPE mycat:rule SYSTEM "rule.dtd">
<mycat:rule xmlns:mycat="http://io.mycat/">
  <tableRule name="by-id">
    <rule>
      <columns>id</columns>
      <algorithm>mod2</algorithm>
    </rule>
  </tableRule>
  <function name="mod2" class="io.mycat.route.function.PartitionByMod">
    <property name="count">2</property>
  </function>
</mycat:rule>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each that the loader names."""
    for refused, at in refusals(stack, "unknown-class"):
        report(
            refused.reason,
            at=at,
            says="no class of MyCat",
            note="MyCat stops here and does not start, unless the class is one of your own",
            help="write a class of `io.mycat.route.function`",
        )
