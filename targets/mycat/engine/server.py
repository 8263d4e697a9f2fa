"""server.xml: the system's properties, users, the cluster and the firewall.

Source: MyCat 1.6.7.4, config/loader/xml/XMLServerLoader, ClusterConfig and ParameterMapping.
"""

import re
from dataclasses import dataclass

from dbstackc.model.partition.engine.contract import trim
from dbstackc.model.partition.engine.number import INT, parsed

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
    root = Reading("server", conf.root("server"))
    sequence, where = 0, root
    for where in root.children("system"):
        properties = where.properties()
        _numbers(conf, where, properties)
        with conf.going_on():
            _version(where, trim(properties.get("fakeMySQLVersion", "")))
        number = parsed(trim(properties.get("sequnceHandlerType") or "0"), INT)
        sequence = 0 if number is None else number
    users: dict[str, User] = {}
    for element in root.children("user"):
        user = User(element.text("name"), [], element)
        with conf.going_on():
            user = _user(element)
        with conf.going_on():
            if user.name in users:
                twice = f"the user `{user.name}` is declared twice"
                element.refuse(twice, "declared-twice", "name")
        users.setdefault(user.name, user)
    for cluster in root.children("cluster"):
        with conf.going_on():
            _cluster(cluster)
    _firewall(conf, root, users)
    return Server(users, sequence, where)


def _numbers(conf: Conf, system: Reading, properties: dict[str, str]) -> None:
    for name, text in properties.items():
        with conf.going_on():
            if "${" in text and "}" not in text[text.index("${") :]:
                system.refuse(f"`{name}` has `${{` without its end", "open-variable", name)
            bits = BITS.get(SYSTEM.get(name, ""))
            if bits is not None and text:
                system.number(trim(text), name, bits)


def _version(system: Reading, version: str) -> None:
    if version and version[: version.find(".", 2)] not in _VERSIONS:
        system.refuse(
            f"`fakeMySQLVersion` is `{version}`; three numbers that start with 5.5, 5.6 or 5.7 "
            "are possible",
            "version",
            "fakeMySQLVersion",
        )


def _user(user: Reading) -> User:
    name, properties = user.text("name"), user.properties()
    if trim(properties.get("usingDecrypt", "")).lower() in ("1", "true") and not opens(
        properties.get("password", ""), ("0", name)
    ):
        said = f"the password of `{name}` is not one encrypted for the user"
        user.refuse(said, "not-encrypted", "usingDecrypt")
    if benchmark := properties.get("benchmark"):
        user.number(trim(benchmark), "benchmark")
    schemas = properties.get("schemas")
    return User(name, pieces(trim(schemas), ",") if schemas else None, user)


def _cluster(cluster: Reading) -> None:
    nodes: set[str] = set()
    hosts: set[str] = set()
    for node in cluster.children("node"):
        name, properties = trim(node.text("name")), node.properties()
        host, weight = (trim(properties.get(each, "")) for each in ("host", "weight"))
        if name in nodes or host in hosts:
            node.refuse(f"the node `{name}` or its host `{host}` is declared twice", "bad-cluster")
        if not host or not weight:
            node.refuse(f"the node `{name}` needs a host and a weight", "bad-cluster")
        if node.number(weight, "weight") <= 0:
            node.refuse(f"the weight of `{name}` is {weight}, and must be above 0", "bad-cluster")
        nodes.add(name)
        hosts.add(host)
    groups: set[str] = set()
    for group in cluster.children("group"):
        name = trim(group.text("name"))
        members = pieces(trim(group.properties().get("nodeList", "")), ",")
        if name in groups:
            group.refuse(f"the group `{name}` is declared twice", "bad-cluster")
        if not members or not set(members) <= nodes:
            group.refuse(
                f"the group `{name}` has no nodes, or such as there are not", "bad-cluster"
            )
        groups.add(name)


def _firewall(conf: Conf, root: Reading, users: dict[str, User]) -> None:
    for element in root.all("host"):
        hosts = trim(element.text("host"))
        with conf.going_on():
            for user in map(trim, java_split(trim(element.text("user")), ",")):
                if user not in users:
                    said = f"the host `{hosts}` is for the user `{user}`, and there is none"
                    element.refuse(said, "unknown-user", "user")
                if not users[user].schemas:
                    said = f"the host `{hosts}` is for `{user}`, who has no schema"
                    element.refuse(said, "user-without-schema", "user")
            for host in map(trim, java_split(hosts, ",")):
                if "*" in host or "%" in host:
                    _mask(element, host)


def _mask(element: Reading, host: str) -> None:
    """Compile a mask of addresses, as near to Java's patterns as ours come."""
    text = host.replace(".", r"\.").replace("*", "[0-9]*").replace("%", "[0-9]*")
    try:
        re.compile(text)
    except re.error:
        element.refuse(f"the mask `{host}` cannot be made a pattern", "bad-mask", "host")
