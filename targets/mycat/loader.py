"""Whether the engine would start with these files, and if not, why.

It reads what the engine reads, in its order, and stops where it stops. Ports, databases and the
rows of sequences are not looked at: the engine meets them only later.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dbstackc.lint.xml import Xml
from dbstackc.model.partition.engine.number import LONG, parsed
from dbstackc.model.partition.engine.settings import java_properties

from .engine.conf import Conf, Reading, Refused
from .engine.hosts import Host, check_drivers, load_hosts, load_nodes
from .engine.rules import Rule, load_rules
from .engine.schemas import load_schemas
from .engine.server import Server, User, load_server

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
    conf = read_folder(files)
    warnings = tuple(each.text for each in conf.warned)
    if conf.refused:
        first = conf.refused[0]
        return Verdict(False, first.reason, first.where, warnings)
    return Verdict(True, warnings=warnings)


def read_folder(files: Mapping[str, str], trees: Mapping[str, Xml] | None = None) -> Conf:
    """Return a folder as far as it can be read: all that the engine refuses, in its order.

    trees: documents of the files that were read before, by name. What another file would have to
    say, and is broken or not there, is not judged.
    """
    conf = Conf(files, trees or {})
    rules: dict[str, Rule] | None = None
    schemas: set[str] | None = None
    hosts: dict[str, Host] = {}
    with conf.going_on():
        rules = load_rules(conf)
    with conf.going_on():
        root = Reading("schema", conf.root("schema"))
        hosts = load_hosts(conf, root)
        nodes = load_nodes(conf, root, hosts)
        schemas = load_schemas(conf, root, nodes, rules)
    server: Server | None = None
    with conf.going_on():
        server = load_server(conf)
    _zookeeper(conf)
    check_drivers(conf, hosts)
    if server is not None:
        with conf.going_on():
            _sequence(conf, server)
        for user in server.users.values():
            with conf.going_on():
                _granted(user, schemas)
    return conf


def _granted(user: User, schemas: set[str] | None) -> None:
    """Check that a user has schemas, and that they are there."""
    if user.schemas is None:
        user.where.refuse(f"the user `{user.name}` is given no schema", "user-without-schema")
    for schema in user.schemas:
        if schemas is not None and schema not in schemas:
            user.where.refuse(
                f"the user `{user.name}` is given the schema `{schema}`, and there is none",
                "unknown-schema",
                "schemas",
            )


def _zookeeper(conf: Conf) -> None:
    """Check myid.properties, which the engine demands even without ZooKeeper.

    Source: MyCat 1.6.7.4, config/loader/zkprocess/comm/ZkConfig.
    """
    file = "myid.properties"
    with conf.going_on():
        if file not in conf.files:
            raise Refused(f"there is no {file}", "missing-file", file, missing=file)
        properties = java_properties(conf.files[file])
        for name in _ZOOKEEPER:
            if not properties.get(name):
                raise Refused(f"`{name}` is missing or empty in {file}", "bad-myid", file)


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
        server.where.refuse(
            f"the sequence of type {server.sequence} needs {file}",
            "missing-sequence",
            "sequnceHandlerType",
            file,
        )
    said = java_properties(conf.files[file])
    names = {
        _DATABASE: [],
        _TIME: ["WORKID", "DATAACENTERID"],
        _DISTRIBUTED: ["CLUSTERID"] if said.get("INSTANCEID") == "ZK" else _NUMBERS,
    }
    for name in names[server.sequence]:
        value = parsed(said.get(name, ""), LONG)
        if value is None:
            text = f"`{name}` is `{said.get(name, '')}`, and must be a number"
            raise Refused(text, "bad-sequence", file, line=_line(conf.files[file], name))
        if server.sequence == _TIME and not 0 <= value <= 31:
            text = f"`{name}` is {value}, and 0 to 31 is possible"
            raise Refused(text, "bad-sequence", file, line=_line(conf.files[file], name))


def _line(text: str, name: str) -> int:
    """Return the line, from 1, that sets a property last; the first where none does."""
    found = 1
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith(name):
            found = number
    return found
