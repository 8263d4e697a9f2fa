"""Hold what `route` tells of a row."""

import json
from pathlib import Path

import pytest

from tests.contract.command import run

STACK = """dbs 1
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4]
defaults cluster { root secret.root; user app with secret.app }
pxc a { nodes a[1..3] on vm[1..3]; sst secret.sst }
replication b { nodes b[1..2] on vm4:3307, vm1:3307; follow as f with secret.sst }
schema shop on a, b {
  table orders by mod(id) { table line by parent(order_id) to id }
  table country by copy
}
schema stock on a { table country }
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "s.dbs").write_text(STACK)
    return tmp_path


def test_a_row_lives_where_the_partition_says(place: Path) -> None:
    done = run("route", "s.dbs", "orders", "4", "7", at=place)
    assert done.code == 0
    assert done.out == (
        "4: shard shop-a, database shop of cluster a; writes go to a1 on vm1\n"
        "7: shard shop-b, database shop of cluster b; writes go to b1 on vm4\n"
    )
    assert run("route", "s.dbs", "LINE", "7", at=place).out == done.out.split("\n")[1] + "\n"


def test_a_copied_row_lives_on_every_shard(place: Path) -> None:
    done = run(
        "route", "s.dbs", "country", "1", "--schema", "shop", "--output-format", "json", at=place
    )
    said = json.loads(done.out)
    assert [row["cluster"] for row in said["rows"]] == ["a", "b"]
    assert said["exit_code"] == done.code == 0


def test_a_key_without_a_place_is_told_with_the_others(place: Path) -> None:
    done = run("route", "s.dbs", "orders", "x", "4", at=place)
    assert done.code == 1
    assert done.out.splitlines()[0] == "x: `x` is not a whole number"
    assert done.out.splitlines()[1].startswith("4: shard shop-a")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ordes", "1"], "did you mean `orders`?"),
        (["country", "1"], "say which with `--schema`"),
        (["orders"], "KEY"),
    ],
)
def test_what_is_asked_wrongly_is_2(place: Path, arguments: list[str], says: str) -> None:
    done = run("route", "s.dbs", *arguments, at=place)
    assert (done.code, done.out) == (2, "")
    assert says in done.error
