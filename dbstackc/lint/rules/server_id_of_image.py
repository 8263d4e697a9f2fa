"""Every replica gets the server id that its image gives to all.

Some images, `mishamx/mysql` among them, write `server-id=2` into each replica. Two replicas with
one id throw each other out: the source ends the older connection when the newer one comes, for
ever, and both fall behind.

Source: mishamx/docker-mysql, replication-entrypoint.sh: SERVER_ID=2 beside a TODO; MySQL 8.4
Reference Manual, server_id: unique in the topology.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.product import Product, is_given, products
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "compose.yml"

_SERVICE = """
  NAME:
    image: actency/docker-mysql-replication:5.7
    environment:
      MYSQL_MASTER_HOST: r1
      MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root
    volumes: ["NAME:/var/lib/mysql", "./read-only.cnf:/etc/mysql/conf.d/r.cnf:ro"]
"""

BAD = f"""
services:
{_SERVICE.replace("NAME", "r2")}{_SERVICE.replace("NAME", "r3")}
volumes: {{r2: {{}}, r3: {{}}}}
"""

GOOD = f"""
services:
{_SERVICE.replace("NAME", "r2")}
volumes: {{r2: {{}}}}
"""

ALIKE = ("mishamx/mysql", "actency/docker-mysql-replication")
"""Repositories whose replicas all have one server id."""


def check(stack: Stack, report: Report) -> None:
    """Report an image that gives several replicas one id."""
    replicas = [
        each
        for each in products(stack)
        if each.image.repository in ALIKE and is_given(each.container, "MYSQL_MASTER_HOST")
    ]
    if not replicas:
        return
    first = replicas[0].container
    beside = [
        (each.container.name.span, f"`{each.container.name.text}` gets it too")
        for each in replicas[1:2]
    ]
    beside += [] if beside else _readers(stack, replicas[0])
    if not beside or first.image is None:
        return
    report(
        "all replicas of this image have the server id 2",
        at=first.image.span,
        says="writes `server-id=2` into every replica",
        beside=beside,
        note="of two with one id the source serves only the newer, and they throw each other out",
        help="use an image that takes `server-id` from an option file, and give each its own",
    )


def _readers(stack: Stack, replica: Product) -> list:  # type: ignore[type-arg]
    """Return a second replica that a router reads from at the port that the first one publishes."""
    ports = {port.outside for port in replica.container.ports}
    for host in stack.all(DataHost):
        for writer in host.writers:
            readers = [end for end in writer.readers if end.port in ports]
            if len(readers) > 1:
                return [(readers[1].name.span, "another replica of it")]
    return []
