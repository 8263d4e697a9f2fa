"""Prometheus and its exporters, as the bundle has them, see the faults that a lab makes.

cAdvisor is no package of Debian, so it is left out; the durations are those of the bundle.
"""

import json
import subprocess
from collections.abc import Iterator

import pytest

from dbstackc.lab.machine import CLIENTS
from tests.engines.need import find, need
from tests.lab.bench import STACKS, Bench, bench, wait

VIP = "192.168.123.150"

PATIENCE = 40
"""Seconds that an alert may take here; it is a few on a quiet machine."""


@pytest.fixture(scope="module")
def shop() -> Iterator[Bench]:
    need("prometheus", "promtool", "prometheus-node-exporter", "prometheus-mysqld-exporter")
    with bench(STACKS / "watched.dbs") as one:
        yield one


def asked(shop: Bench, query: str) -> dict[str, float]:
    """Return what Prometheus answers: each series by its labels, as promtool prints them."""
    space = shop.lab.space(CLIENTS)
    (eye,) = shop.topology.watches
    url = f"http://{eye.host.address}:{eye.listen}"
    done = subprocess.run(
        ["ip", "netns", "exec", space, find("promtool") or "", "query", "instant", "-o", "json",
         url, query],
        capture_output=True,
        text=True,
        timeout=30,
    )  # fmt: skip
    if done.returncode:
        return {"": -1}
    return {
        " ".join(f"{name}={value}" for name, value in sorted(each["metric"].items())): float(
            each["value"][1]
        )
        for each in json.loads(done.stdout)
    }


def firing(shop: Bench) -> set[str]:
    """Return the names of the alerts that fire, but those of the machine that runs the test."""
    told = asked(shop, 'group by (alertname) (ALERTS{alertstate="firing"})')
    return {name.removeprefix("alertname=") for name in told} - {"DiskNearlyFull", "MemoryLow"}


def comes_to(shop: Bench, *names: str) -> None:
    """Assert that these alerts fire before long, and no others."""
    assert wait(lambda: firing(shop) == {*names}, PATIENCE), firing(shop)


def silent(shop: Bench) -> dict[str, float]:
    """Return what does not answer Prometheus."""
    return asked(shop, 'up{job!="containers"} == 0')


def test_all_that_runs_here_tells_prometheus_and_nothing_is_wrong(shop: Bench) -> None:
    shop.whole()
    told = {"host": 3, "mysqld": 3, "haproxy": 2, "prometheus": 1}
    wanted = {f"job={job}": number for job, number in told.items()}
    up = 'sum by (job) (up{job!="containers"})'
    assert wait(lambda: asked(shop, up) == wanted, PATIENCE), silent(shop)
    assert sum(asked(shop, "mysql_up").values()) == 3
    # cAdvisor is left out, and Prometheus is right to say so
    comes_to(shop, "ExporterSilent")


def test_a_member_that_is_killed_leaves_no_margin(shop: Bench) -> None:
    shop.whole()
    shop.fault("kill shop2")
    comes_to(shop, "ExporterSilent", "NodeDown", "QuorumMarginGone", "ServerOut")
    told = asked(shop, 'ALERTS{alertname="NodeDown",alertstate="firing"}')
    assert "instance=shop2" in next(iter(told))
    shop.fault("start shop2")
    shop.whole()
    comes_to(shop, "ExporterSilent")


def test_an_address_that_two_machines_hold_is_told_of(shop: Bench) -> None:
    holder = shop.holder()
    other = next(each.name for each in shop.topology.hosts if each.name not in (holder, "vm3"))
    machine = shop.made().machine(other)
    words = ("address", "{}", f"{VIP}/32", "dev", machine.interface)
    for do in ("add", "delete"):
        line = (
            "ip",
            "-n",
            shop.lab.space(other),
            *(do if each == "{}" else each for each in words),
        )
        subprocess.run(line, check=True)
        comes_to(shop, "ExporterSilent", *(["VipNotHeldOnce"] if do == "add" else []))


def test_an_address_that_nobody_holds_is_told_of(shop: Bench) -> None:
    for name in ("vm1-keepalived", "vm2-keepalived"):
        shop.fault(f"stop {name}")
    comes_to(shop, "ExporterSilent", "VipNotHeldOnce")
    for name in ("vm1-keepalived", "vm2-keepalived"):
        shop.fault(f"start {name}")
    comes_to(shop, "ExporterSilent")


def test_a_machine_that_is_lost_is_told_of(shop: Bench) -> None:
    shop.fault("crash vm1")
    wait(lambda: "HostSilent" in firing(shop), PATIENCE)
    told = asked(shop, 'ALERTS{alertname="HostSilent",alertstate="firing"}')
    assert len(told) == 1 and "host=vm1" in next(iter(told))
    assert "VipNotHeldOnce" not in firing(shop)
