"""Hold what `graph` draws, and what `doctor` tells."""

import json
from pathlib import Path

import pytest

from tests.contract.command import run

STACK = """dbs 1
secret root, sst, app, vrrp from env
host vm[1..3] at 10.0.0.[1..3]
defaults cluster { root secret.root; user app with secret.app }
pxc a { nodes a[1..3] on vm[1..3]; sst secret.sst }
pxc spare { nodes s[1..3] on vm[1..3]:4306; sst secret.sst }
schema shop on a { table orders by mod(id) }
schema stock on a { table country by copy }
mycat m[1..2] on vm[1..2] { user app with secret.app for shop, stock }
haproxy h[1..2] on vm[2..3] { listen sql on 13306 to m[1..2] }
vip door at 10.0.0.9/24 to h[1..2] { auth secret.vrrp }
"""

DRAWN = """\
s: 3 hosts, 6 nodes
├─ vip door 10.0.0.9
│  └─ haproxy h1 on vm2, h2 on vm3
│     └─ listen sql :13306
│        └─ mycat m1 on vm1, m2 on vm2
│           ├─ schema shop
│           │  ├─ table orders by mod(id)
│           │  └─ galera cluster a
│           │     └─ member a1 on vm1:3306, a2 on vm2:3306, a3 on vm3:3306
│           └─ schema stock
│              ├─ table country by copy
│              └─ cluster a
└─ galera cluster spare
   └─ member s1 on vm1:4306, s2 on vm2:4306, s3 on vm3:4306
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "s.dbs").write_text(STACK)
    return tmp_path


def test_the_tree_goes_from_the_address_to_the_nodes_and_leaves_nothing_out(place: Path) -> None:
    done = run("graph", "s.dbs", at=place)
    assert (done.code, done.out) == (0, DRAWN)


def test_the_tree_is_plain_where_lines_cannot_be_drawn(place: Path) -> None:
    done = run("graph", "s.dbs", at=place, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    plain = DRAWN.replace("├─", "|-").replace("└─", "`-").replace("│", "|")
    assert (done.code, done.out) == (0, plain)


def test_a_stack_with_an_error_has_no_tree(place: Path) -> None:
    (place / "s.dbs").write_text(STACK.replace("to m[1..2]", "to m[1..3]"))
    done = run("graph", "s.dbs", at=place)
    assert (done.code, done.out) == (1, "")
    assert "unknown-name" in done.error


def test_of_many_the_first_are_drawn_and_the_rest_is_counted(place: Path) -> None:
    (place / "s.dbs").write_text(
        STACK + "pxc c[1..40] { nodes 3 on vm[1..3] from 9001; sst secret.sst }\n"
    )
    done = run("graph", "s.dbs", at=place)
    assert done.code == 0
    assert done.out.endswith("└─ and 31 more\n")


def test_doctor_tells_what_is_here_and_what_is_not(place: Path) -> None:
    done = run("doctor", "--output-format", "json", at=place, PATH=str(place))
    told = json.loads(done.out)
    assert (done.code, told["is_whole"]) == (0, True)
    assert "haproxy" in told["targets"]
    assert set(told["engines"].values()) == {None}
    full = run("doctor", at=place, PATH=str(place))
    assert full.code == 0
    assert "  shellcheck      not here\n" in full.out
