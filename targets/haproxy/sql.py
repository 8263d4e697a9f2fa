"""Which proxies of a haproxy.cfg lead to databases, and to what of them."""

from collections.abc import Iterator

from dbstackc.lint.facts.proxy import Pool, PoolServer, Proxy
from dbstackc.lint.stack import Stack

SERVERS = frozenset((3306, 3307, 3308, 3309, 33060, 4006, 6446, 6447))
"""Ports where MySQL itself, or something that speaks for one server of it, usually listens."""

ROUTERS = frozenset((8066, 9066, 6033, 5001))
"""Ports of routers: MyCat, ProxySQL."""

_READS = ("read", "slave", "replica", "ro", "stats", "report")


def pools(stack: Stack) -> Iterator[tuple[Pool, list[PoolServer]]]:
    """Yield each proxy of a stack with the servers it has itself, if they are databases."""
    for proxy in stack.all(Proxy):
        for pool in proxy.pools:
            servers = [server for server in pool.servers if is_sql(server, pool)]
            if servers and len(servers) == len(pool.servers):
                yield pool, servers


def is_sql(server: PoolServer, pool: Pool) -> bool:
    """Tell whether a server is a database or a router of them."""
    if pool.check is not None and "mysql-check" in pool.check.text:
        return True
    return server.port in SERVERS or server.port in ROUTERS


def is_router(servers: list[PoolServer]) -> bool:
    """Tell whether servers are routers, each as good as the other."""
    return all(server.port in ROUTERS for server in servers)


def is_for_reads(pool: Pool) -> bool:
    """Tell whether a name says that only reads come this way."""
    words = pool.name.text.lower().replace("-", "_").replace(".", "_").split("_")
    return any(word.startswith(_READS[:3]) or word in _READS for word in words)
