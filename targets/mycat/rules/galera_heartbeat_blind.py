"""The heartbeat of Galera nodes does not see whether they are in the cluster.

A node that lost the quorum or takes a state transfer still answers `select user()`. With
`switchType="3"` and `show status like 'wsrep%'` MyCat asks for wsrep_ready, wsrep_connected and the
status Primary, and leaves such a node.

Source: MyCat 1.6.7.4, MySQLDetector; Galera documentation, "Monitoring the Cluster".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.clusters import galera
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

BAD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0" switchType="1"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:9001" user="app" password="Xk2vTq"/>
    <writeHost host="a2" url="10.0.0.2:9001" user="app" password="Xk2vTq"/>
    <writeHost host="a3" url="10.0.0.3:9001" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
""",
    "compose.yaml": """
services:
  node1:
    image: percona/percona-xtradb-cluster:8.0.36
    restart: always
    ports: ["9001:3306"]
    volumes: ["data:/var/lib/mysql"]
volumes:
  data:
""",
}

GOOD = {
    "schema.xml": """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0" switchType="3"
            dbType="mysql" dbDriver="native">
    <heartbeat>show status like 'wsrep%'</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
    <writeHost host="a2" url="10.0.0.2:3306" user="app" password="Xk2vTq"/>
    <writeHost host="a3" url="10.0.0.3:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
""",
}


def check(stack: Stack, report: Report) -> None:
    """Report each dataHost whose sources are Galera nodes of this stack."""
    hosts = [host for host in stack.all(DataHost) if len(host.writers) > 1]
    known = {cluster.name.span: cluster for cluster in galera(stack)} if hosts else {}
    for host in hosts:
        beat, cluster = host.heartbeat, known.get(host.name.span)
        if beat is None or cluster is None or "wsrep" in beat.text.lower():
            continue
        report(
            f"the heartbeat of `{host.name.text}` does not see the state of Galera",
            at=beat.span,
            beside=[(host.name.span, f"of Galera, by {cluster.evidence}")],
            note="a node without quorum still answers it, and keeps its traffic",
            help="write 3 for `switchType`, and ask `show status like 'wsrep%'`",
        )
