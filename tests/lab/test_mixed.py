"""Members on the LAN, balancers in their hosts' networks and one in a bridge, under faults."""

from collections.abc import Iterator

import pytest

from dbstackc.lab.door import log_in
from dbstackc.lab.need import LabError
from dbstackc.lab.state import Lab
from dbstackc.lab.way import Way, way_to
from tests.lab.bench import STACKS, Bench, bench, holds

NAMES = ("shop1", "shop2", "shop3")


@pytest.fixture(scope="module")
def shop() -> Iterator[Bench]:
    with bench(STACKS / "mixed.dbs") as one:
        yield one


def asked(lab: Lab, shop: Bench, way: Way) -> str:
    """Return which node answers there."""
    cluster = shop.loaded()
    assert cluster.user_secret
    account = log_in(lab, cluster.user, cluster.user_secret, way, cluster.databases[0])
    return account.ask("SELECT @@wsrep_node_name", 5)[0][0]


def test_a_node_on_the_lan_is_killed_and_nothing_is_lost(shop: Bench) -> None:
    shop.whole()
    tally = shop.load(5, "kill shop1")
    shop.fault("start shop1")
    holds(tally, 6)
    assert tally.silent == ["shop1"]
    shop.everywhere(tally)


def test_a_published_port_leads_to_the_balancer_in_the_bridge(shop: Bench) -> None:
    """Its host's own member is out of its reach, so it asks another one."""
    way = way_to(shop.made(), "side", 3306)
    assert (way.address, way.port) == ("10.77.5.1", 3310)
    assert asked(shop.lab, shop, way) in ("shop2", "shop3")


def test_a_host_reaches_every_member_but_its_own(shop: Bench) -> None:
    for name in NAMES:
        there = way_to(shop.made(), name, 3306)
        for host in ("vm1", "vm2"):
            way = Way(host, there.address, there.port)
            if shop.made().machine(name).root == host:
                with pytest.raises(LabError, match="connect"):
                    asked(shop.lab, shop, way)
            else:
                assert asked(shop.lab, shop, way) == name


def test_a_cable_takes_a_member_a_balancer_and_the_vip_and_nothing_is_lost(shop: Bench) -> None:
    shop.whole()
    first = shop.holder()
    tally = shop.load(10, f"unplug {first}")
    holds(tally, 6)
    assert tally.moved
    assert sum(each > 0 for each in tally.behind.values()) + len(tally.silent) == 1, tally.told()
    shop.fault(f"plug {first}")
    shop.everywhere(tally)
    assert shop.holder() != first
