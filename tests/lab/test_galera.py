"""Three members, two balancers and a vip under faults: nothing acknowledged is ever lost."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dbstackc.lab.container import first_process
from tests.lab.bench import STACKS, Bench, bench, holds

NAMES = ("shop1", "shop2", "shop3")


@pytest.fixture(scope="module")
def shop() -> Iterator[Bench]:
    with bench(STACKS / "fast.dbs") as one:
        yield one


def test_it_comes_up_by_the_bundles_own_scripts_and_says_so(shop: Bench) -> None:
    done = shop.command("status")
    assert done.returncode == 0, done.stderr
    for name in NAMES:
        assert any(
            line.startswith(name) and "Synced, Primary, 3 in the group" in line
            for line in done.stdout.splitlines()
        ), done.stdout
    assert len({shop.ask(name, "SELECT @@server_id")[0][0] for name in NAMES}) == 3


def test_the_vip_moves_when_its_balancer_is_killed(shop: Bench) -> None:
    shop.whole()
    first = shop.holder()
    balancer = shop.on(first, "balancer")
    tally = shop.load(10, f"kill {balancer}")
    shop.fault(f"start {balancer}")
    holds(tally, 6)
    assert tally.moved and not tally.silent
    assert shop.holder() != first


def test_a_keepalived_that_stands_still_loses_the_vip_before_another_has_it(shop: Bench) -> None:
    """It cannot give it back, so the kernel takes it away."""
    shop.whole()
    first = shop.holder()
    frozen = shop.on(first, "keepalived")
    tally = shop.load(12, f"freeze {frozen} then wait 8 then thaw {frozen}")
    holds(tally, 6)
    assert tally.moved and shop.holder() != first


def test_the_vip_moves_when_its_holder_loses_power_and_only_one_has_it(shop: Bench) -> None:
    """The host of a member, a balancer and the vip at once; it comes back while writes go on."""
    shop.whole()
    first = shop.holder()
    tally = shop.load(15, f"crash {first} then wait 5 then boot {first}")
    holds(tally, 6)
    assert tally.moved and shop.holder() != first
    shop.everywhere(tally)


def test_the_first_member_is_killed_and_comes_back_without_its_rows(shop: Bench) -> None:
    """It joins as any other would, though the cluster was born on it and its volume is empty."""
    shop.whole()
    tally = shop.load(8, "lose shop1")
    holds(tally, 6)
    assert tally.silent == ["shop1"]
    shop.fault("start shop1")
    shop.everywhere(tally)


def test_a_member_without_its_group_serves_nobody(shop: Bench) -> None:
    shop.whole()
    tally = shop.load(12, "cut vm1 19001 then wait 6 then mend vm1")
    holds(tally, 6)
    shop.everywhere(tally)


def test_a_power_cut_of_all_costs_no_acknowledged_row(shop: Bench) -> None:
    """They come back by themselves, each from the position that it finds in its data."""
    shop.whole()
    tally = shop.load(4, "crash")
    assert tally.acknowledged
    began = time.monotonic()
    shop.fault("boot vm3 vm1 vm2")
    shop.everywhere(tally)
    shop.served(began + 60 - time.monotonic())
    assert time.monotonic() - began <= 60
    for name in NAMES:
        pid = first_process(shop.lab, name)
        assert "--wsrep-start-position=" in Path(f"/proc/{pid}/cmdline").read_text()


def test_after_a_stop_of_all_the_bundle_recovers_it(shop: Bench) -> None:
    shop.whole()
    tally = shop.load(3)
    for name in NAMES:
        shop.fault(f"stop {name}")
    began = time.monotonic()
    done = shop.command("run", "recover.sh", "shop")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "shop: is back" in done.stdout
    shop.everywhere(tally)
    assert time.monotonic() - began <= 60
