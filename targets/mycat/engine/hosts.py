"""schema.xml, the physical half: hosts, and the shards on them.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadDataHosts and loadDataNodes, ConfigInitializer.
"""

import re
from dataclasses import dataclass

from dbstackc.model.partition.engine.contract import trim
from dbstackc.model.partition.engine.number import LONG

from .conf import Reading
from .password import opens

_NUMBERS = ("balanceType", "switchType", "slaveThreshold", "tempReadHostAvailable", "writeType")
_LEGAL = re.compile(r"(?:[\w.!~*'();/?:@&=+$,#\[\]-]|%[0-9A-Fa-f]{2})*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")


@dataclass(frozen=True, slots=True)
class Host:
    """A dataHost, with what decides whether the engine has a driver for it."""

    name: str
    db_type: str
    driver: str
    where: Reading


def load_hosts(root: Reading) -> dict[str, Host]:
    """Return the dataHosts by name."""
    hosts: dict[str, Host] = {}
    for element in root.children("dataHost"):
        host = Host(element.text("name"), element.text("dbType"), element.text("dbDriver"), element)
        if host.name in hosts:
            element.refuse(f"the dataHost `{host.name}` is declared twice")
        for name in ("maxCon", "minCon", "balance"):
            element.integer(name)
        for name in _NUMBERS:
            element.integer(name, 0)
        element.integer("maxRetryCount", 3)
        element.integer("logTime", 0, LONG)
        _sources(host, element.children("writeHost"))
        hosts[host.name] = host
    return hosts


def load_nodes(root: Reading, hosts: dict[str, Host]) -> dict[str, str]:
    """Return the dataHost of each dataNode, by name."""
    nodes: dict[str, str] = {}
    for element in root.children("dataNode"):
        name, database, host = (element.text(each) for each in ("name", "database", "dataHost"))
        if not (name and database and host):
            element.refuse(f"the dataNode `{name}` has an empty attribute")
        names = element.expanded(name)
        databases, places = element.expanded(database), element.expanded(host)
        if len(names) > 1:
            if len(names) != len(databases) * len(places):
                element.refuse(
                    f"`{name}` makes {len(names)} dataNodes, and {len(places)} dataHosts with "
                    f"{len(databases)} databases are {len(databases) * len(places)}"
                )
            pairs = [place for place in places for _ in databases]
        else:
            names, pairs = [name], [host]
        for each, place in zip(names, pairs, strict=True):
            if each in nodes:
                element.refuse(f"the dataNode `{each}` is declared twice")
            if place not in hosts:
                element.refuse(f"the dataNode `{each}` is on `{place}`, which is no dataHost")
            nodes[each] = place
    return nodes


def check_drivers(hosts: dict[str, Host]) -> None:
    """Refuse hosts that the engine has no driver for; upper and lower case differ here."""
    for host in hosts.values():
        known = (host.db_type, host.driver) == ("mysql", "native") or host.driver == "jdbc"
        if not known and (host.db_type.lower(), host.driver.lower()) != ("postgresql", "native"):
            host.where.refuse(
                f"the dataHost `{host.name}` is of dbType `{host.db_type}` and dbDriver "
                f"`{host.driver}`; `mysql` with `native` is possible, and any with `jdbc`"
            )


def _sources(host: Host, elements: list[Reading]) -> None:
    """Check the writeHosts of a host or the readHosts of a writeHost."""
    seen: set[str] = set()
    for element in elements:
        name = element.text("host")
        _source(host, element)
        if name in seen:
            element.refuse(f"the name `{name}` is used twice")
        seen.add(name)
        _sources(host, element.children("readHost"))


def _source(host: Host, element: Reading) -> None:
    name, user, url = (element.text(each) for each in ("host", "user", "url"))
    if element.text("usingDecrypt").lower() in ("1", "true") and not opens(
        element.text("password"), ("1", name, user)
    ):
        element.refuse(f"the password of `{name}` is not one encrypted for host and user")
    element.integer("weight", 0)
    if not (name and url and user):
        element.refuse(f"`{name}` on `{host.name}` has an empty name, url or user")
    if host.driver.lower() == "native":
        _, colon, port = url.partition(":")
        if not colon:
            element.refuse(f"the url `{url}` of `{name}` has no port")
        element.number(trim(port), "port")
    elif len(url) < 5 or not _is_uri(url[5:]):
        element.refuse(f"the url `{url}` of `{name}` is none for JDBC")


def _is_uri(text: str) -> bool:
    """Tell whether java.net.URI takes a text: legal characters, and a scheme if there is one."""
    head, colon, rest = text.partition(":")
    if colon and not any(char in head for char in "/?#"):
        return bool(_SCHEME.fullmatch(head) and rest and _LEGAL.fullmatch(rest))
    return _LEGAL.fullmatch(text) is not None
