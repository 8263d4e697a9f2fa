"""The segments of a function do not make 1024.

PartitionByLong and PartitionByString deal out 1024 segments: partitionCount times partitionLength,
summed over both lists, which are of one length.

Source: MyCat 1.6.7.4, route/util/PartitionUtil ("error,check your partitionScope definition").
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
  <function name="mod2" class="io.mycat.route.function.PartitionByLong">
    <property name="partitionCount">2</property>
    <property name="partitionLength">256</property>
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
  <function name="mod2" class="io.mycat.route.function.PartitionByLong">
    <property name="partitionCount">2</property>
    <property name="partitionLength">512</property>
  </function>
</mycat:rule>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each function whose segments do not come out."""
    for refused, at in refusals(stack, "bad-segments"):
        report(
            refused.reason,
            at=at,
            note="MyCat stops here and does not start",
            help="let partitionCount times partitionLength make 1024, as 2 times 512",
        )
