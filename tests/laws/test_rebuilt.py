"""Build what was imported: the files mean the same as those that it was imported from.

Compared are the texts of MyCat's files and of keepalived's, HAProxy's by sections, and Compose
files and stacks as documents, service by service: beside a stack Compose files are not made again.
Left out are names that functions of MyCat have, networks
that are made elsewhere, and of exporters, and of balancers that tell of themselves, what follows
from their ports, which are the next free ones in the order of what they tell of, and from copies,
which are not carried. Option files differ in server ids, which follow from names.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml
from hypothesis import given

from dbstackc.model.export import to_json
from dbstackc.syntax.format import format_tree
from tests.laws.bundles import compiled
from tests.laws.test_import import stacks
from tests.laws.topologies import Drawn, topologies

WHOLE = re.compile(r"/(?:schema|rule|server)\.xml$|/keepalived/[^/]+\.conf$")
COMPOSED = re.compile(r"hosts/[^/]+/(?:compose|bootstrap)\.yml$")
STACKED = re.compile(r"swarm/(?:stack|bootstrap)\.yml$")
_NAMED = re.compile(r"_shop\d+_t\d+")
_PULLED = re.compile(r"\d+\.\d+\.\d+\.\d+:\d+/")
"""In an image, the registry of the stack that it is pulled from, which is not carried."""


@given(topologies())
def test_what_was_imported_builds_files_that_mean_the_same(drawn: Drawn) -> None:
    topology, files = compiled(drawn.text)
    again = rebuilt(files)
    for path, text in files.items():
        if WHOLE.search(path):
            assert _NAMED.sub("", again[path]) == _NAMED.sub("", text)
    whole = to_json(topology)
    for balancer in whole["balancers"]:
        path = f"hosts/{balancer['host']}/haproxy/{balancer['name']}.cfg"
        for name in (door["name"] for door in balancer["listens"]):
            assert _section(again[path], name) == _section(files[path], name) != ""
    tell = {each.name: each.listen for each in topology.exporters if each.kind == "balancer"}
    is_swarm = any(each.engine == "swarm" for each in topology.deployments)
    for path in filter((STACKED if is_swarm else COMPOSED).fullmatch, files):
        before = _document(files[path], tell)
        after = _document(again[path], tell)
        assert after["services"].keys() == before["services"].keys()
        for name, service in before["services"].items():
            assert after["services"][name] == service
        for name, network in before["networks"].items():
            if not network.get("external"):
                assert after["networks"][name] == network


def rebuilt(files: dict[str, str]) -> dict[str, str]:
    """Return the files of what is imported of a bundle, by path."""
    again: dict[str, str] = {}
    for _, lifted in stacks(files):
        again = {**compiled(format_tree(lifted.tree))[1], **again}
    return again


def _document(text: str, tell: Mapping[str, int]) -> dict[str, Any]:
    """Return the services and the networks of a Compose file, each by name.

    tell: by balancer, the port inside at which it tells of itself.
    """
    whole = yaml.safe_load(_PULLED.sub("", text))
    for name, each in whole["services"].items():
        if name in tell and "ports" in each:
            own = f":{tell[name]}"
            each["ports"] = [port for port in each["ports"] if not _inside(port).endswith(own)]
        if each.get("labels", {}).get("dbstackc.role") == "exporter":
            for key in ("command", "ports", "healthcheck"):
                each.pop(key, None)
    return {"services": whole["services"], "networks": whole.get("networks", {})}


def _inside(port: str | dict[str, Any]) -> str:
    """Return a port as Compose files write it."""
    return f"{port['published']}:{port['target']}" if isinstance(port, dict) else port


def _section(text: str, name: str) -> str:
    """Return the section of a door."""
    return text.partition(f"listen {name}\n")[2].partition("\n\n")[0]
