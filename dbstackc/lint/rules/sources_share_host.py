"""The sources of several clusters run on one machine.

When that machine goes, writes stop on all of them at once, and their replicas cannot stand in by
themselves. Spread over the machines, the loss of one stops one.

Source: MySQL 8.4 Reference Manual, "Replication", switching sources is done by hand.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "schema.xml"

_HOST = """
  <dataHost name="NAME" maxCon="100" minCon="5" balance="3" writeType="0" dbType="mysql"
            dbDriver="native" switchType="-1">
    <heartbeat>select user()</heartbeat>
    <writeHost host="NAMEw" url="SOURCE" user="app" password="${APP}">
      <readHost host="NAMEr" url="10.0.0.9:PORT" user="app" password="${APP}"/>
    </writeHost>
  </dataHost>"""

_SCHEMA = """
<?xml version="1.0"?>
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="one" checkSQLschema="true" sqlMaxLimit="-1" dataNode="da"/>
  <schema name="two" checkSQLschema="true" sqlMaxLimit="-1" dataNode="db"/>
  <dataNode name="da" dataHost="a" database="one"/>
  <dataNode name="db" dataHost="b" database="two"/>HOSTS
</mycat:schema>
"""


def _example(first: str, second: str) -> str:
    hosts = _HOST.replace("NAME", "a").replace("SOURCE", first).replace("PORT", "3306")
    hosts += _HOST.replace("NAME", "b").replace("SOURCE", second).replace("PORT", "3307")
    return _SCHEMA.replace("HOSTS", hosts)


BAD = _example("10.0.0.1:3306", "10.0.0.1:3307")

GOOD = _example("10.0.0.1:3306", "10.0.0.2:3307")


def check(stack: Stack, report: Report) -> None:
    """Report each source on the machine of another, once a machine."""
    seen: dict[str, DataHost] = {}
    told: set[str] = set()
    for host in stack.all(DataHost):
        if len(host.writers) != 1 or not host.writers[0].readers:
            continue
        source = host.writers[0]
        if source.address is None or source.url is None or source.address in ("127.0.0.1", ""):
            continue
        first = seen.setdefault(source.address, host)
        other = first.writers[0]
        if first.name.text == host.name.text or source.address in told or other.url is None:
            continue
        told.add(source.address)
        report(
            f"the sources of `{first.name.text}` and `{host.name.text}` run on one machine",
            at=source.url.span,
            says=f"the source of `{host.name.text}`",
            beside=[(other.url.span, f"that of `{first.name.text}`")],
            note="with that machine, writes stop on both; replicas do not take over by themselves",
            help="put each source on another machine",
        )
