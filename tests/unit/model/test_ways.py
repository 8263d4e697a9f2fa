"""How an application comes to its database: by which port, and past which firewall."""

from dbstackc.emit.service.build import services
from dbstackc.model.flows import flows
from dbstackc.model.single import single
from dbstackc.model.topology import Topology
from dbstackc.model.ways import is_open
from tests.unit.mysql.stack import topology

STACK = """
host vm[1..2] at 10.0.0.[1..2]
external legacy at 10.9.0.1:3306
network front { driver bridge; subnet 172.31.5.0/24 }
network apps { driver bridge; subnet 172.31.6.0/24 }
haproxy door in front on vm1 { publish 13306 -> 3306; listen sql on 3306 to legacy }
firewall lan { admin 10.0.9.0/24; clients 10.0.9.0/24 }
service %s { image "shop:1"; inside 80; reach DB to door:%d }
"""


def _told(built: Topology) -> str:
    (service,) = [each for each in services(built) if each.name == "shop"]
    return service.recipe.environment["DB"]


def _let_in(built: Topology) -> list[tuple[int, int | None, tuple[str, ...]]]:
    return [
        (flow.port, flow.inner, flow.sources)
        for flow in flows(built)["vm1"]
        if "10.0.0.2" in flow.sources
    ]


def _is_open(built: Topology) -> bool:
    (app,) = built.services
    return is_open(app, app.ends[0])


def test_from_another_bridge_it_comes_by_the_port_that_the_host_publishes() -> None:
    built = topology(STACK % ("shop in apps on vm1:8080", 13306))
    assert _told(built) == "10.0.0.1:13306"
    assert _is_open(built)
    assert not _is_open(topology(STACK % ("shop in apps on vm1:8080", 3306)))


def test_in_the_same_bridge_it_comes_by_the_door_itself() -> None:
    built = topology(STACK % ("shop in front on vm1:8080", 3306))
    assert _told(built) == "door:3306"
    assert _is_open(built)


def test_a_bridge_of_that_name_on_another_host_is_another_one() -> None:
    built = topology(STACK % ("shop in front on vm2:8080", 13306))
    assert _told(built) == "10.0.0.1:13306"
    assert _is_open(built)
    assert not _is_open(topology(STACK % ("shop in front on vm2:8080", 3306)))
    assert _let_in(built) == [(13306, 3306, ("clients", "10.0.0.2"))]


def test_on_one_machine_it_comes_by_the_door_itself_again() -> None:
    built = single(topology(STACK % ("shop in apps on vm2:8080", 13306)))
    assert _told(built).endswith(":3306")
    assert _is_open(built)
