"""What is compared of a topology and of what import makes of its bundle.

NOT_TOLD is all that is left out of the comparison.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from dbstackc.model.flow.need import ADMIN, CLIENTS
from dbstackc.model.flows import flows
from dbstackc.model.topology import Topology

NOT_TOLD: Mapping[str, Mapping[str, str]] = {
    "clusters": {
        "engine": "of an image that nobody knows no file says what is in it",
        "version": "an image that nobody knows has no version",
        "nodes": "compared by themselves",
    },
    "nodes": {
        "server_id": "derived from names",
        "port": "of a node that publishes none, the host's port is nobody's",
        "gcomm": "follows the port",
        "ist": "follows the port",
        "sst": "follows the port",
        "volume": "its name follows the node's",
        "zone": "for people",
    },
    "hosts": {
        "interface": "keepalived's files alone have it",
        "memory": "for rules",
        "zone": "without a Swarm, whose machines have labels, it is for people",
    },
    "engines": {"name": "one for each way that machines are set", "hosts": "compared one by one"},
    "firewalls": {
        "name": "rules have none",
        "hosts": "compared one by one",
        "clients": "compared of hosts whose doors tell of them",
    },
    "registry": {"is_alone": "machines on which nothing runs may be told by no file"},
    "services": {
        "ends": "compared by where they lead: how many connections an application keeps is its own",
        "port, listen": "of one in its host's network that nobody asks no file tells them",
    },
    "watches": {"alert": "compared by their places: no file has their names"},
    "agents": {"name": "follows from the panel's and the host's"},
    "tables": {"options": "methods are compared by the function that MyCat gets"},
    "routers": {"index": "the order of routers, which nothing asks for"},
    "vips": {
        "image": "one keepalived runs for all vips of a machine",
        "holders": "compared by their machines",
        "forwards": "compared by where they lead",
    },
}
"""Fields that are not compared, and why."""


_LEADING = ("balancers", "services", "vips", "watches")
_INSIDE = ("clusters", "routers", "balancers", "services", "panels", "watches")


class Told:
    """What a topology says, as far as a bundle of it tells.

    whole: of `to_json`. other: of the topology that it is compared with. entered: the addresses of
    the hosts whose firewall tells where applications come from.
    """

    def __init__(
        self, whole: dict[str, Any], other: dict[str, Any], entered: Collection[str]
    ) -> None:
        self._places = {each["name"]: each["address"] for each in whole["hosts"]}
        self._whole = whole
        self._routed = _routed(other)
        self._is_swarm = any(each["engine"] == "swarm" for each in other["deployments"])
        self._run = set(_run(other))
        self._entered = entered

    def things(self) -> dict[str, Any]:
        """Return what is said, by kinds and names."""
        whole = self._whole
        nodes = [node for each in whole["clusters"] for node in each["nodes"]]
        clusters = self._all("clusters", whole["clusters"])
        for each in clusters.values():  # a router has one for each database, at the least
            low = max(1, each["pool"][0], len(each["databases"]))
            each["pool"] = (low, max(low, each["pool"][1]))
        for name in clusters.keys() - self._routed:
            del clusters[name]["pool"]  # schema.xml alone has it, and nothing leads there
            if not clusters[name]["databases"]:
                del clusters[name]["user"]  # nobody logs in where nothing is: no file tells as whom
        return {
            "deployments": dict(self._deployments()),
            "hosts": {
                each["name"]: (each["address"], each["zone"] if self._is_swarm else None)
                for each in whole["hosts"]
            },
            "networks": self._all("networks", self._named("networks", *_INSIDE)),
            "externals": {
                (each["address"], each["port"]): {} for each in self._named("externals", *_LEADING)
            },
            "clusters": clusters,
            "nodes": self._all("nodes", nodes),
            "schemas": self._all("schemas", whole["schemas"]),
            "routers": self._all("routers", whole["routers"]),
            "balancers": self._all("balancers", whole["balancers"]),
            "vips": {each["name"]: self._vip(each) for each in whole["vips"]},
            "engines": {
                self._places[host]: self._plain(each, "engines")
                for each in whole["engines"]
                for host in each["hosts"]
            },
            "firewalls": {
                self._places[host]: self._firewall(each, self._places[host])
                for each in whole["firewalls"]
                for host in each["hosts"]
            },
            "images": dict(self._images()),
            "inventory": self._inventory(whole["inventory"]),
            "services": {each["name"]: self._service(each) for each in whole["services"]},
            "registry": self._all("registry", filter(None, [whole["registry"]])),
            "backups": self._all("backups", whole["backups"]),
            "watches": {each["name"]: self._watch(each) for each in whole["watches"]},
            "exporters": {
                (each["name"], each["kind"]): self._plain(each, "exporters")
                for each in whole["exporters"]
            },
            "panels": {each["name"]: self._panel(each) for each in whole["panels"]},
        }

    def _named(self, kind: str, *others: str) -> list[dict[str, Any]]:
        """Return the things of a kind that others name; of what nobody needs no file tells."""
        said = json.dumps([self._whole[other] for other in others])
        return [each for each in self._whole[kind] if json.dumps(each["name"]) in said]

    def _images(self) -> Iterator[tuple[str, Any]]:
        """Yield the images that something runs, by their tags."""
        for each in self._whole["images"]:
            if each["tag"] in self._run:  # what nothing runs is called nothing in any file
                yield each["tag"], self._plain(each, "images")

    def _inventory(self, known: dict[str, Any] | None) -> dict[str, Any]:
        if known is None:
            return {}
        return {"ways": sorted(known["ways"]), "login": known["login"], "port": known["port"]}

    def _deployments(self) -> Iterator[tuple[str, Any]]:
        """Yield the engines, with the labels of a Swarm by its machines."""
        for engine in self._whole["deployments"]:
            labels = {
                (host, each["name"]): each["value"]
                for each in engine["labels"]
                for host in each["hosts"]
            }
            yield engine["engine"], {**engine, "labels": labels}

    def _all(self, kind: str, things: list[Any]) -> dict[str, Any]:
        return {each["name"]: self._plain(each, kind) for each in things}

    def _vip(self, vip: dict[str, Any]) -> Any:
        found = self._plain(vip, "vips")
        found["holders"] = [(self._places[e["host"]], e["track"]) for e in vip["holders"]]
        found["forwards"] = [
            (e["port"], e["ends"], e["method"], e["mode"], e["every"], e["sticky"])
            for e in vip["forwards"]
        ]
        return found

    def _firewall(self, firewall: dict[str, Any], place: str) -> Any:
        found = self._plain(firewall, "firewalls")
        return {**found, "clients": firewall["clients"]} if place in self._entered else found

    def _service(self, app: dict[str, Any]) -> Any:
        found = self._plain(app, "services")
        found["ends"] = {name: end["to"] for name, end in app["ends"].items()}
        is_told = app["network"] or app["health"]
        return found if is_told else {**found, "port": None, "listen": 0}

    def _watch(self, watch: dict[str, Any]) -> Any:
        found = self._plain(watch, "watches")
        places = {
            each["name"]: (each["address"], each["port"]) for each in self._whole["externals"]
        }
        found["alert"] = [places[name] for name in watch["alert"]]
        return found

    def _panel(self, panel: dict[str, Any]) -> Any:
        found = self._plain(panel, "panels")
        agents = (self._plain(each, "agents") for each in panel["agents"])
        found["agents"] = {each.pop("host"): each for each in agents}
        return found

    def _plain(self, value: Any, kind: str) -> Any:
        if isinstance(value, dict):
            left_out = {"at", "origins", "doc", *NOT_TOLD.get(kind, ())}
            return {
                key: self._field(key, each) for key, each in value.items() if key not in left_out
            }
        if isinstance(value, list | tuple):
            return [self._plain(each, kind) for each in value]
        return value

    def _field(self, key: str, value: Any) -> Any:
        if key == "host":
            return self._places[value]
        if key in ("servers", "users"):
            return {each["name"]: self._plain(each, key) for each in value}
        return self._plain(value, "tables" if key in ("tables", "children") else key)


def _run(whole: dict[str, Any]) -> Iterator[str]:
    """Yield the images of routers, and of the one keepalived of each machine."""
    yield from (each["image"] for each in whole["routers"])
    held: dict[str, str] = {}
    for vip in whole["vips"]:
        for holder in vip["holders"]:
            held.setdefault(holder["host"], vip["image"])
    yield from held.values()


def _routed(whole: dict[str, Any]) -> set[str]:
    """Return the clusters that routers lead to."""
    if not whole["routers"]:
        return set()
    return {shard["cluster"] for schema in whole["schemas"] for shard in schema["shards"]}


def entered(topology: Topology) -> set[str]:
    """Return the addresses of the hosts whose files tell where applications come from.

    They are of a firewall that has a door which applications alone come to.
    """
    needs, found = flows(topology), set()
    for firewall in topology.firewalls:
        sources = [flow.sources for host in firewall.hosts for flow in needs[host.name]]
        if any(CLIENTS in each and ADMIN not in each for each in sources):
            found |= {host.address for host in firewall.hosts}
    return found
