"""A function cannot be set up with its properties.

The function reads its properties and its map file when MyCat starts, and stops at numbers that are
none, dates of another form, an end before the begin, and lines of a map file without a range. It
does so even where no table uses it.

Source: MyCat 1.6.7.4, XMLRuleLoader.createFunction, the `init` of each class in route/function.
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
  <function name="mod2" class="io.mycat.route.function.PartitionByMod">
    <property name="count">two</property>
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
    for refused, at in refusals(stack, "bad-function"):
        report(
            refused.reason,
            at=at,
            note="MyCat stops here and does not start",
            help="mend the property that is named",
        )
