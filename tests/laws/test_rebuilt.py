"""Build what was imported: the files mean the same as those that it was imported from.

Compared are the texts of MyCat's files, of keepalived's, of prometheus.yml, its rules, and timers,
the files of a registry, tables of copies and of images in any order, what firewalls let in, what
HAProxy's sections say, and Compose files and stacks as documents, service by service: beside a
stack Compose files are not made again. Left out are names that functions of MyCat have, and
networks that are made elsewhere. Option files differ in server ids, which follow from names.
"""

import re
from typing import Any

import yaml
from hypothesis import given

from dbstackc.model.export import to_json
from dbstackc.syntax.format import format_tree
from tests.laws.bundles import compiled
from tests.laws.openings import WALLS, openings
from tests.laws.test_import import stacks
from tests.laws.topologies import Drawn, topologies

WHOLE = re.compile(r"/(?:schema|rule|server)\.xml$|/keepalived/[^/]+\.conf$|/prometheus\.yml$")
COPIED = re.compile(r"/backup/[^/]+\.(?:txt|timer|service)$|steps/(?:registry|mirror)\.txt$")
RULED = re.compile(r"/prometheus/[^/]+/rules\.yml$|/grafana/[^/]+/[^/]+$|/registry/[^/]+$")
COMPOSED = re.compile(r"hosts/[^/]+/(?:compose|bootstrap)\.yml$")
STACKED = re.compile(r"swarm/(?:stack|bootstrap)\.yml$")
_NAMED = re.compile(r"_shop\d+_t\d+")


@given(topologies())
def test_what_was_imported_builds_files_that_mean_the_same(drawn: Drawn) -> None:
    topology, files = compiled(drawn.text)
    again = rebuilt(files)
    for path, text in files.items():
        if WHOLE.search(path):
            assert _NAMED.sub("", again[path]) == _NAMED.sub("", text)
        if RULED.search(path):
            assert again[path] == text
        if COPIED.search(path):
            assert sorted(again[path].split("\n")) == sorted(text.split("\n"))
        if WALLS.fullmatch(path):
            assert openings(path, again[path]) == openings(path, text)
    whole = to_json(topology)
    for balancer in whole["balancers"]:
        path = f"hosts/{balancer['host']}/haproxy/{balancer['name']}.cfg"
        for name in (door["name"] for door in balancer["listens"]):
            assert _section(again[path], name) == _section(files[path], name) != ""
    is_swarm = any(each.engine == "swarm" for each in topology.deployments)
    for path in filter((STACKED if is_swarm else COMPOSED).fullmatch, files):
        before = _document(files[path])
        after = _document(again[path])
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


def _document(text: str) -> dict[str, Any]:
    """Return the services and the networks of a Compose file, each by name."""
    whole = yaml.safe_load(text)
    return {"services": whole["services"], "networks": whole.get("networks", {})}


def _section(text: str, name: str) -> str:
    """Return the section of a door."""
    return text.partition(f"listen {name}\n")[2].partition("\n\n")[0]
