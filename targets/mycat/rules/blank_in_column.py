"""A rule has a column with something around its name.

The text of `columns` is not trimmed, and keeps backticks and a comma at its end. MyCat starts; then
every INSERT fails for it does not find the column, and every SELECT asks all dataNodes.

Source: MyCat 1.6.7.4, XMLRuleLoader.loadRule; a server of it was asked.
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.lint.facts.said import Said
from dbstackc.lint.stack import Stack

from ..folder import folders

LEVEL = Level.ERROR

EXAMPLE = "rule.xml"

BAD = """
<!DOCTYPE mycat:rule SYSTEM "rule.dtd">
<mycat:rule xmlns:mycat="http://io.mycat/">
  <tableRule name="by-id">
    <rule>
      <columns> id </columns>
      <algorithm>mod2</algorithm>
    </rule>
  </tableRule>
  <function name="mod2" class="io.mycat.route.function.PartitionByMod">
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
    """Report each column that is more than its name."""
    for folder in folders(stack):
        for rule in folder.table_rules.values():
            said = rule.column
            if said is None or "," in said.text.strip().rstrip(","):
                continue
            clean = said.text.strip().rstrip(",").replace("`", "").strip()
            if not clean or clean == said.text:
                continue
            span = _whole(said)
            report(
                f"the column of the rule `{rule.name.text}` is more than `{clean}`",
                at=said.span,
                says="with what is around it",
                note="no INSERT has such a column, and every SELECT asks all dataNodes",
                help=f"write `<columns>{clean}</columns>`",
                fix=Fix(f"write `{clean}`", (Edit(span, clean),))
                if span.text == said.text
                else None,
            )


def _whole(said: Said) -> Span:
    """Return where a text stands, with the blanks around it."""
    text, start, end = said.span.source.text, said.span.start, said.span.end
    while text[start - 1 : start].isspace():
        start -= 1
    while text[end : end + 1].isspace():
        end += 1
    return Span(said.span.source, start, end)
