"""What containers mount is what the other targets write: no file missing, none forgotten."""

import pytest

from dbstackc.base.report import Report
from dbstackc.emit import layout
from dbstackc.emit.load import load, names
from dbstackc.emit.service.build import services
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology
from tests.unit.compose.stacks import BRIDGE, OVERLAY, WHOLE, single, topology

READ_BY_CONTAINERS = ("haproxy", "keepalived", "mycat", "mysql")
"""Targets whose files containers read."""

TOPOLOGIES = {
    "whole": lambda: topology(WHOLE),
    "no secrets": lambda: topology(
        WHOLE.replace(" with secret.stats", "").replace("{ auth secret.vrrp }", "")
    ),
    "bridge": lambda: topology(BRIDGE),
    "overlay": lambda: topology(OVERLAY),
    "single": lambda: single(topology(WHOLE)),
    "mariadb": lambda: topology(WHOLE.replace("failover fast", 'image "mariadb:11.4.12"')),
    "old": lambda: topology(
        WHOLE.replace("failover fast", 'image "percona/percona-xtradb-cluster:5.7.44"')
    ),
}


def _written(built: Topology) -> dict[str, Artifact]:
    found = {}
    for name in READ_BY_CONTAINERS:
        if name in names():
            target = load(name).TARGET
            for document in target.lower(built, Report()):
                artifact = target.write(document)
                found[artifact.path] = artifact
    return found


def _mounted(built: Topology) -> dict[str, bool]:
    """Return whether the filled copy is mounted, by path."""
    found = {}
    for service in services(built):
        for mount in (*service.mounts, *service.born_with):
            found[mount.path] = mount.filled
            start = layout.FILLED if mount.filled else ""
            assert mount.source(service.host).startswith(start)
    return found


@pytest.mark.parametrize("name", TOPOLOGIES)
def test_a_filled_copy_is_mounted_where_there_are_holes_and_only_there(name: str) -> None:
    built = TOPOLOGIES[name]()
    written, mounted = _written(built), _mounted(built)
    both = written.keys() & mounted.keys()
    assert both
    assert {path: bool(written[path].escape) for path in both} == {
        path: mounted[path] for path in both
    }


@pytest.mark.parametrize("name", TOPOLOGIES)
def test_every_file_that_is_mounted_is_written_and_the_other_way_round(name: str) -> None:
    built = TOPOLOGIES[name]()
    written, mounted = _written(built), _mounted(built)
    known = [f"/{each}/" for each in ("haproxy", "keepalived", "mycat") if each in names()]
    known += ["/mysql/", "/sql/"]
    wanted = {path for path in mounted if any(part in path for part in known)}
    by_hand = {path for path in written if path.endswith("-follow.sql")}
    assert wanted == written.keys() - by_hand
