"""A file is of another version of MyCat.

Classes of `org.opencloudb` are those of MyCat 1.5 and older. A greeting of MySQL 8.0 is possible
since 1.6.7.6; until 1.6.7.4 `fakeMySQLVersion` takes three numbers that begin with 5.5, 5.6 or 5.7.
Attributes and roots of other versions are told by this name too.

Source: MyCat 1.5, 1.6.7.4 and 1.6.7.6: schema.dtd, XMLRuleLoader, XMLServerLoader.
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
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
  <function name="mod2" class="org.opencloudb.route.function.PartitionByMod">
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
    """Report each class and greeting of another version."""
    for refused, at in refusals(stack, "version"):
        word = at.text
        fix, level = None, Level.ERROR
        if word.startswith(_OLD):
            new = _NEW + word.removeprefix(_OLD)
            title = f"`{word}` is of MyCat 1.5 or older"
            note, help = "MyCat 1.6 has its classes in another package", f"write `{new}`"
            fix = Fix(help, (Edit(at, new),))
        else:
            title = f"{refused.reason}, until MyCat 1.6.7.4"
            note, help = "MyCat 1.6.7.6 takes any", "say a version of 5.7 to be sure"
            level = Level.WARNING
        note += "; others stop here and do not start"
        report(title, at=at, note=note, help=help, fix=fix, level=level)


_OLD, _NEW = "org.opencloudb.", "io.mycat."
