"""Build what was imported: the files mean the same as those that it was imported from.

Compared are the texts of MyCat's files and of keepalived's, and HAProxy's by sections. Left out
are sections that follow from `watch`, which is not carried, doors to images nobody knows, whose
checks say what is in them, and names that functions of MyCat have. Compose files differ where
containers are not carried, and option files in server ids, which follow from names.
"""

import re

from hypothesis import given

from dbstackc.model.export import to_json
from dbstackc.syntax.format import format_tree
from tests.laws.bundles import compiled
from tests.laws.test_import import stacks
from tests.laws.topologies import Drawn, topologies

WHOLE = re.compile(r"/(?:schema|rule|server)\.xml$|/keepalived/[^/]+\.conf$")
_NAMED = re.compile(r"_shop\d+_t\d+")


@given(topologies(swarm=False))
def test_what_was_imported_builds_files_that_mean_the_same(drawn: Drawn) -> None:
    topology, files = compiled(drawn.text)
    again: dict[str, str] = {}
    for _, lifted in stacks(files):
        again = {**compiled(format_tree(lifted.tree))[1], **again}
    for path, text in files.items():
        if WHOLE.search(path):
            assert _NAMED.sub("", again[path]) == _NAMED.sub("", text)
    whole = to_json(topology)
    unknown = {each["name"] for each in whole["clusters"] if "/own/" in each["image"]}
    for balancer in whole["balancers"]:
        path = f"hosts/{balancer['host']}/haproxy/{balancer['name']}.cfg"
        doors = [door["name"] for door in balancer["listens"] if door["cluster"] not in unknown]
        for name in doors:
            assert _section(again[path], name) == _section(files[path], name) != ""


def _section(text: str, name: str) -> str:
    """Return the section of a door."""
    return text.partition(f"listen {name}\n")[2].partition("\n\n")[0]
