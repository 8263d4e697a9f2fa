"""server.xml: the system's properties, users, the cluster and the firewall.

Source: MyCat 1.6.7.4, config/loader/xml/XMLServerLoader, ClusterConfig and ParameterMapping.
"""

import re
from dataclasses import dataclass

from dbstackc.model.partition.engine.contract import trim

from .conf import Conf, Reading, java_split, pieces
from .password import opens
from .system import BITS, SYSTEM

_VERSIONS = ("5.5", "5.6", "5.7")


@dataclass(frozen=True, slots=True)
class User:
    """A user and his schemas; None where the file says none at all."""

    name: str
    schemas: list[str] | None
    where: Reading


@dataclass(frozen=True, slots=True)
class Server:
    """What is needed later of server.xml.

    sequence: its type; where: the place of the system's properties, or of the root.
    """

    users: dict[str, User]
    sequence: int
    where: Reading


def load_server(conf: Conf) -> Server:
    """Read server.xml."""
    root = Reading("server.xml", conf.root("server"))
    sequence, where = 0, root
    for where in root.children("system"):
        properties = where.properties()
        _numbers(where, properties)
        _version(where, trim(properties.get("fakeMySQLVersion", "")))
        sequence = int(trim(properties.get("sequnceHandlerType") or "0"))
    users: dict[str, User] = {}
    for element in root.children("user"):
        user = _user(element)
        if user.name in users:
            element.refuse(f"the user `{user.name}` is declared twice")
        users[user.name] = user
    for cluster in root.children("cluster"):
        _cluster(cluster)
    _firewall(root, users)
    return Server(users, sequence, where)


def _numbers(system: Reading, properties: dict[str, str]) -> None:
    for name, text in properties.items():
        if "${" in text and "}" not in text[text.index("${") :]:
            system.refuse(f"`{name}` has `${{` without its end")
        bits = BITS.get(SYSTEM.get(name, ""))
        if bits is not None and text:
            system.number(trim(text), name, bits)


def _version(system: Reading, version: str) -> None:
    if version and version[: version.find(".", 2)] not in _VERSIONS:
        system.refuse(
            f"`fakeMySQLVersion` is `{version}`; three numbers that start with 5.5, 5.6 or 5.7 "
            "are possible"
        )


def _user(user: Reading) -> User:
    name, properties = user.text("name"), user.properties()
    if trim(properties.get("usingDecrypt", "")).lower() in ("1", "true") and not opens(
        properties.get("password", ""), ("0", name)
    ):
        user.refuse(f"the password of `{name}` is not one encrypted for the user")
    if benchmark := properties.get("benchmark"):
        user.number(trim(benchmark), "benchmark")
    said = properties.get("schemas")
    return User(name, pieces(trim(said), ",") if said else None, user)


def _cluster(cluster: Reading) -> None:
    nodes: set[str] = set()
    hosts: set[str] = set()
    for node in cluster.children("node"):
        name, properties = trim(node.text("name")), node.properties()
        host, weight = (trim(properties.get(each, "")) for each in ("host", "weight"))
        if name in nodes or host in hosts:
            node.refuse(f"the node `{name}` or its host `{host}` is declared twice")
        if not host or not weight:
            node.refuse(f"the node `{name}` needs a host and a weight")
        if node.number(weight, "weight") <= 0:
            node.refuse(f"the weight of `{name}` is {weight}, and must be above 0")
        nodes.add(name)
        hosts.add(host)
    groups: set[str] = set()
    for group in cluster.children("group"):
        name = trim(group.text("name"))
        members = pieces(trim(group.properties().get("nodeList", "")), ",")
        if name in groups:
            group.refuse(f"the group `{name}` is declared twice")
        if not members or not set(members) <= nodes:
            group.refuse(f"the group `{name}` has no nodes, or such as there are not")
        groups.add(name)


def _firewall(root: Reading, users: dict[str, User]) -> None:
    for element in root.all("host"):
        hosts = trim(element.text("host"))
        for user in map(trim, java_split(trim(element.text("user")), ",")):
            if user not in users:
                element.refuse(f"the host `{hosts}` is for the user `{user}`, and there is none")
            if not users[user].schemas:
                element.refuse(f"the host `{hosts}` is for `{user}`, who has no schema")
        for host in map(trim, java_split(hosts, ",")):
            if "*" in host or "%" in host:
                _mask(element, host)


def _mask(element: Reading, host: str) -> None:
    """Compile a mask of addresses, as near to Java's patterns as ours come."""
    text = host.replace(".", r"\.").replace("*", "[0-9]*").replace("%", "[0-9]*")
    try:
        re.compile(text)
    except re.error:
        element.refuse(f"the mask `{host}` cannot be made a pattern")
