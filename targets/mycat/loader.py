"""Whether the engine would start with these files, and if not, why.

It reads what the engine reads, in its order, and stops where it stops. Ports, databases and the
rows of sequences are not looked at: the engine meets them only later.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dbstackc.model.partition.engine.number import LONG, parsed
from dbstackc.model.partition.engine.settings import java_properties

from .engine.conf import Conf, Reading, Refused
from .engine.hosts import check_drivers, load_hosts, load_nodes
from .engine.rules import load_rules
from .engine.schemas import load_schemas
from .engine.server import Server, load_server

_ZOOKEEPER = ("zkURL", "clusterId", "myid")
_NUMBERS = ["INSTANCEID", "CLUSTERID"]
_DATABASE, _TIME, _DISTRIBUTED = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the engine starts.

    reason: why not, in one sentence; empty if it does. where: the file and the line, from 1.
    warnings: what it logs or prints on the way, in the order of reading.
    """

    accepted: bool
    reason: str = ""
    where: tuple[str, int] | None = None
    warnings: tuple[str, ...] = ()


def load(files: Mapping[str, str]) -> Verdict:
    """Return what the engine makes of a folder of configuration.

    files: the texts of all files in it, by name; `ruledata/x.properties` for one in a folder.

    Source: MyCat 1.6.7.4, config/ConfigInitializer.
    """
    conf = Conf(files)
    try:
        _load(conf)
    except Refused as refusal:
        return Verdict(False, refusal.reason, refusal.where, tuple(conf.warnings))
    return Verdict(True, warnings=tuple(conf.warnings))


def _load(conf: Conf) -> None:
    rules = load_rules(conf)
    root = Reading("schema.xml", conf.root("schema"))
    hosts = load_hosts(root)
    nodes = load_nodes(root, hosts)
    schemas = load_schemas(conf, root, nodes, rules)
    server = load_server(conf)
    _zookeeper(conf)
    check_drivers(hosts)
    _sequence(conf, server)
    for user in server.users.values():
        if user.schemas is None:
            user.where.refuse(f"the user `{user.name}` is given no schema")
        for schema in user.schemas:
            if schema not in schemas:
                user.where.refuse(
                    f"the user `{user.name}` is given the schema `{schema}`, and there is none"
                )


def _zookeeper(conf: Conf) -> None:
    """Check myid.properties, which the engine demands even without ZooKeeper.

    Source: MyCat 1.6.7.4, config/loader/zkprocess/comm/ZkConfig.
    """
    file = "myid.properties"
    if file not in conf.files:
        raise Refused(f"there is no {file}", (file, 1))
    properties = java_properties(conf.files[file])
    for name in _ZOOKEEPER:
        if not properties.get(name):
            raise Refused(f"`{name}` is missing or empty in {file}", (file, 1))


def _sequence(conf: Conf, server: Server) -> None:
    """Check the file of a sequence, where the engine reads it at its start.

    Source: MyCat 1.6.7.4, route/sequence/handler.
    """
    files = {
        _DATABASE: "sequence_db_conf.properties",
        _TIME: "sequence_time_conf.properties",
        _DISTRIBUTED: "sequence_distributed_conf.properties",
    }
    file = files.get(server.sequence)
    if file is None:
        return
    if file not in conf.files:
        server.where.refuse(f"the sequence of type {server.sequence} needs {file}")
    said = java_properties(conf.files[file])
    names = {
        _DATABASE: [],
        _TIME: ["WORKID", "DATAACENTERID"],
        _DISTRIBUTED: ["CLUSTERID"] if said.get("INSTANCEID") == "ZK" else _NUMBERS,
    }
    for name in names[server.sequence]:
        value = parsed(said.get(name, ""), LONG)
        if value is None:
            raise Refused(f"`{name}` is `{said.get(name, '')}`, and must be a number", (file, 1))
        if server.sequence == _TIME and not 0 <= value <= 31:
            raise Refused(f"`{name}` is {value}, and 0 to 31 is possible", (file, 1))
