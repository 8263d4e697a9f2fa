"""Three members, two balancers and a vip under faults: nothing acknowledged is ever lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dbstackc.lab.container import first_process
from dbstackc.lab.wire import holders
from tests.lab.bench import Bench, bench, wait

STACK = """dbs 1
secret root, sst, app, vrrp from env
host vm[1..3] at 192.168.123.[11..13] on ens33
pxc shop {
  nodes shop[1..3] on vm[1..3]:9001
  image "mariadb:10.11"
  memory 512M
  failover fast
  root secret.root; sst secret.sst; user app with secret.app
}
schema s on shop
haproxy door[1..2] on vm[1..2] {
  listen writes on 3306 to shop for writes
  listen reads on 3307 to shop for reads
}
vip front at 192.168.123.150/24 to door[1..2] { auth secret.vrrp }
"""

VIP = "192.168.123.150"

SIZE = (
    "SELECT variable_value FROM information_schema.global_status "
    "WHERE variable_name = 'wsrep_cluster_size'"
)


@pytest.fixture(scope="module")
def shop() -> Iterator[Bench]:
    with bench(STACK) as one:
        yield one


def whole(shop: Bench) -> None:
    for name in ("shop1", "shop2", "shop3"):
        shop.until(name, SIZE, ["3"])


def test_it_comes_up_by_the_bundles_own_scripts_and_says_so(shop: Bench) -> None:
    done = shop.command("status")
    assert done.returncode == 0, done.stderr
    for name in ("shop1", "shop2", "shop3"):
        assert any(
            line.startswith(name) and "Synced, Primary, 3 in the group" in line
            for line in done.stdout.splitlines()
        ), done.stdout
    assert len({shop.ask(name, "SELECT @@server_id")[0][0] for name in ("shop1", "shop2")}) == 2


def test_the_vip_moves_when_its_balancer_is_killed(shop: Bench) -> None:
    whole(shop)
    (first,) = holders(shop.lab, shop.lab.plan(), VIP)
    balancer = {"vm1": "door1", "vm2": "door2"}[first]
    tally = shop.load(12, f"kill {balancer}")
    shop.fault(f"start {balancer}")
    assert tally.acknowledged
    assert not tally.lost and not tally.twice and not tally.silent
    assert tally.gap <= 6, tally.told()
    assert tally.moved <= 6
    assert tally.both <= 1
    assert holders(shop.lab, shop.lab.plan(), VIP) != [first]


def test_a_member_that_is_killed_costs_seconds_and_no_row(shop: Bench) -> None:
    whole(shop)
    tally = shop.load(12, "kill shop1")
    assert tally.acknowledged
    assert not tally.lost and not tally.twice
    assert tally.silent == ["shop1"]
    assert tally.gap <= 6, tally.told()
    shop.fault("start shop1")
    whole(shop)
    assert shop.recount(tally).behind == {"shop1": 0, "shop2": 0, "shop3": 0}


def test_a_member_without_its_group_serves_nobody(shop: Bench) -> None:
    whole(shop)
    tally = shop.load(20, "cut vm1 19001")
    shop.fault("mend vm1")
    assert tally.acknowledged
    assert not tally.lost and not tally.twice
    assert tally.gap <= 12, tally.told()
    whole(shop)
    assert shop.recount(tally).behind == {"shop1": 0, "shop2": 0, "shop3": 0}


def test_a_power_cut_of_all_costs_no_acknowledged_row(shop: Bench) -> None:
    """They come back by themselves, each from the position that it finds in its data."""
    whole(shop)
    tally = shop.load(5, "crash")
    assert tally.acknowledged
    shop.fault("boot vm3 vm1 vm2")
    whole(shop)
    for name in ("shop1", "shop2", "shop3"):
        pid = first_process(shop.lab, name)
        assert "--wsrep-start-position=" in Path(f"/proc/{pid}/cmdline").read_text()
    assert not shop.recount(tally).lost
    assert shop.recount(tally).behind == {"shop1": 0, "shop2": 0, "shop3": 0}
    assert wait(lambda: len(holders(shop.lab, shop.lab.plan(), VIP)) == 1)


def test_after_a_stop_of_all_the_bundle_recovers_it(shop: Bench) -> None:
    whole(shop)
    tally = shop.load(3)
    for name in ("shop1", "shop2", "shop3"):
        shop.fault(f"stop {name}")
    done = shop.command("run", "recover.sh", "shop")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "shop: is back" in done.stdout
    whole(shop)
    assert shop.recount(tally).behind == {"shop1": 0, "shop2": 0, "shop3": 0}
