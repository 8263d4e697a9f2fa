"""schema.xml, the physical half: hosts, and the shards on them.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadDataHosts and loadDataNodes, ConfigInitializer.
"""

import re
from dataclasses import dataclass

from dbstackc.model.partition.engine.contract import trim
from dbstackc.model.partition.engine.number import INT, LONG, parsed

from .conf import Conf, Reading, Refused
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


def load_hosts(conf: Conf, root: Reading) -> dict[str, Host]:
    """Return the dataHosts by name."""
    hosts: dict[str, Host] = {}
    for element in root.children("dataHost"):
        host = Host(element.text("name"), element.text("dbType"), element.text("dbDriver"), element)
        with conf.going_on():
            if host.name in hosts:
                twice = f"the dataHost `{host.name}` is declared twice"
                element.refuse(twice, "declared-twice", "name")
            for name in ("maxCon", "minCon", "balance"):
                element.integer(name)
            for name in _NUMBERS:
                element.integer(name, 0)
            element.integer("maxRetryCount", 3)
            element.integer("logTime", 0, LONG)
        _sources(conf, host, element.children("writeHost"))
        hosts.setdefault(host.name, host)
    return hosts


def load_nodes(conf: Conf, root: Reading, hosts: dict[str, Host]) -> dict[str, str]:
    """Return the dataHost of each dataNode, by name."""
    nodes: dict[str, str] = {}
    for element in root.children("dataNode"):
        name, host = element.text("name"), element.text("dataHost")
        pairs: list[tuple[str, str]] = []
        with conf.going_on():
            pairs = _pairs(element, name, host)
            for each, place in pairs:
                if each in nodes:
                    twice = f"the dataNode `{each}` is declared twice"
                    element.refuse(twice, "declared-twice", "name")
                if place not in hosts:
                    element.refuse(
                        f"the dataNode `{each}` is on `{place}`, which is no dataHost",
                        "unknown-host",
                        "dataHost",
                    )
                nodes[each] = place
        for each, place in pairs or _likely(element, name, host):
            nodes.setdefault(each, place)
    return nodes


def _likely(element: Reading, name: str, host: str) -> list[tuple[str, str]]:
    """Return the dataNodes that an element was to make, so that none is missed a second time."""
    try:
        return [(each, host) for each in element.expanded(name)]
    except Refused:
        return [(name, host)]


def _pairs(element: Reading, name: str, host: str) -> list[tuple[str, str]]:
    """Return the dataNodes that an element makes, each with its dataHost."""
    database = element.text("database")
    if not (name and database and host):
        empty = next(each for each in ("name", "database", "dataHost") if not element.text(each))
        element.refuse(f"the dataNode `{name}` has an empty attribute", "empty-value", empty)
    names = element.expanded(name, "name")
    databases, hosts = element.expanded(database, "database"), element.expanded(host, "dataHost")
    if len(names) < 2:
        return [(name, host)]
    if len(names) != len(databases) * len(hosts):
        element.refuse(
            f"`{name}` makes {len(names)} dataNodes, and {len(hosts)} dataHosts with "
            f"{len(databases)} databases are {len(databases) * len(hosts)}",
            "node-count",
            "name",
        )
    return list(zip(names, [place for place in hosts for _ in databases], strict=True))


def check_drivers(conf: Conf, hosts: dict[str, Host]) -> None:
    """Refuse hosts that the engine has no driver for; upper and lower case differ here."""
    for host in hosts.values():
        known = (host.db_type, host.driver) == ("mysql", "native") or host.driver == "jdbc"
        if not known and (host.db_type.lower(), host.driver.lower()) != ("postgresql", "native"):
            fault = "dbDriver" if host.db_type == "mysql" else "dbType"
            with conf.going_on():
                host.where.refuse(
                    f"the dataHost `{host.name}` is of dbType `{host.db_type}` and dbDriver "
                    f"`{host.driver}`; `mysql` with `native` is possible, and any with `jdbc`",
                    "no-driver",
                    fault,
                )


def _sources(conf: Conf, host: Host, elements: list[Reading]) -> None:
    """Check the writeHosts of a host or the readHosts of a writeHost."""
    seen: set[str] = set()
    for element in elements:
        name = element.text("host")
        with conf.going_on():
            _source(host, element)
            if name in seen:
                element.refuse(f"the name `{name}` is used twice", "declared-twice", "host")
        seen.add(name)
        _sources(conf, host, element.children("readHost"))


def _source(host: Host, element: Reading) -> None:
    name, user, url = (element.text(each) for each in ("host", "user", "url"))
    if element.text("usingDecrypt").lower() in ("1", "true") and not opens(
        element.text("password"), ("1", name, user)
    ):
        said = f"the password of `{name}` is not one encrypted for host and user"
        element.refuse(said, "not-encrypted", "usingDecrypt")
    element.integer("weight", 0)
    if not (name and url and user):
        empty = next(each for each in ("host", "url", "user") if not element.text(each))
        said = f"`{name}` on `{host.name}` has an empty name, url or user"
        element.refuse(said, "empty-value", empty)
    if host.driver.lower() == "native":
        _, colon, port = url.partition(":")
        if not colon:
            element.refuse(f"the url `{url}` of `{name}` has no port", "bad-url", "url")
        if parsed(trim(port), INT) is None:
            said = f"the port in `{url}` is `{trim(port)}`, and must be a whole number"
            element.refuse(said, "bad-url", "url")
    elif len(url) < 5 or not _is_uri(url[5:]):
        element.refuse(f"the url `{url}` of `{name}` is none for JDBC", "bad-url", "url")


def _is_uri(text: str) -> bool:
    """Tell whether java.net.URI takes a text: legal characters, and a scheme if there is one."""
    head, colon, rest = text.partition(":")
    if colon and not any(char in head for char in "/?#"):
        return bool(_SCHEME.fullmatch(head) and rest and _LEGAL.fullmatch(rest))
    return _LEGAL.fullmatch(text) is not None
