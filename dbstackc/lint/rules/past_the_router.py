"""Balancers send to databases, where a router splits the tables over them.

A row belongs on the shard that MyCat chooses. Who comes in by the balancer writes to whichever node
is next: the row is on the wrong shard, or in a cluster where nobody looks for it.

Source: MyCat 1.6.7.4, serverPort 8066: the port that knows of shards.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.facts.router import DataHost, RouterSchema, RouterSystem
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "stack.md"

_DOCUMENT = """
```xml
<dataHost name="a" maxCon="100" minCon="5" balance="0" writeType="0" dbType="mysql"
          dbDriver="native" switchType="-1">
    <heartbeat>select user()</heartbeat>
    <writeHost host="w1" url="10.0.0.1:3306" user="app" password="${APP}"/>
</dataHost>
<dataHost name="b" maxCon="100" minCon="5" balance="0" writeType="0" dbType="mysql"
          dbDriver="native" switchType="-1">
    <heartbeat>select user()</heartbeat>
    <writeHost host="w2" url="10.0.0.2:3306" user="app" password="${APP}"/>
</dataHost>
<dataNode name="da" dataHost="a" database="shop"/>
<dataNode name="db" dataHost="b" database="shop"/>
<schema name="shop" checkSQLschema="true" sqlMaxLimit="-1" dataNode="da">
    <table name="orders" dataNode="da,db" rule="mod-long"/>
</schema>
```

```haproxy
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    default-server on-marked-down shutdown-sessions
    server a 10.0.0.1:PORT check
    server b 10.0.0.2:PORT check backup
```
"""

BAD = _DOCUMENT.replace("PORT", "3306")

GOOD = _DOCUMENT.replace("PORT", "8066")


def check(stack: Stack, report: Report) -> None:
    """Report each pool at MySQL's port, where tables are split and no pool leads to a router."""
    split = [
        table
        for schema in stack.all(RouterSchema)
        for table in schema.tables
        if len(table.nodes) > 1
    ]
    if not split or len(stack.all(DataHost)) < 2:
        return
    ports = {8066}
    for system in stack.all(RouterSystem):
        said = system.properties.get("serverPort")
        if said is not None and said.number is not None:
            ports.add(said.number)
    pools = [pool for proxy in stack.all(Proxy) for pool in proxy.pools if pool.servers]
    if any(server.port in ports for pool in pools for server in pool.servers):
        return
    for pool in pools:
        if all(server.port == 3306 for server in pool.servers):
            report(
                f"`{pool.name.text}` leads past MyCat to the databases",
                at=pool.name.span,
                says=f"its {len(pool.servers)} servers are databases (3306)",
                beside=[(split[0].name.span, f"`{split[0].name.text}` is spread over several")],
                note="a row written here is on whichever node was next, and no longer where MyCat "
                "looks for it",
                help="send to the routers' port, 8066",
            )
