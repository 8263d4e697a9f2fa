"""A Galera cluster has an even number of members.

When it is cut in two equal halves neither has a majority, and both refuse every statement. The
fourth member adds a machine that can fail and no failure that is survived: four bear the loss of
one, as three do.

Source: Galera manual, "Weighted quorum"; seen on Galera 26.4: of four, two killed at once, and the
others went non-primary after 5.6 s.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.clusters import galera
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

_SCHEMA = """
<?xml version="1.0"?>
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop" checkSQLschema="true" sqlMaxLimit="-1" dataNode="d"/>
  <dataNode name="d" dataHost="c" database="shop"/>
  <dataHost name="c" maxCon="100" minCon="5" balance="0" writeType="0" dbType="mysql"
            dbDriver="native" switchType="3">
    <heartbeat>show status like 'wsrep%'</heartbeat>
HOSTS
  </dataHost>
</mycat:schema>
"""


def _hosts(count: int) -> str:
    return "\n".join(
        f'    <writeHost host="w{i}" url="10.0.0.{i}:3306" user="app" password="${{APP}}"/>'
        for i in range(1, count + 1)
    )


EXAMPLE = "schema.xml"

BAD = _SCHEMA.replace("HOSTS", _hosts(4))

GOOD = _SCHEMA.replace("HOSTS", _hosts(3))


def check(stack: Stack, report: Report) -> None:
    """Report each cluster with an even number of members, two or more."""
    for cluster in galera(stack):
        count = len(cluster.members)
        if count < 2 or count % 2:
            continue
        report(
            f"`{cluster.name.text}` has {count} votes, an even number",
            at=cluster.name.span,
            says=f"{count} members, by {cluster.evidence}",
            beside=[(cluster.members[-1], "the last of them")],
            note="cut into halves, neither has a majority, and both refuse every statement",
            help="add a member or an arbiter (garbd), or take one away",
        )
