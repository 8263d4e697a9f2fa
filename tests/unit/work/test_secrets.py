"""Making secrets: strong, kept, and readable by nobody else."""

import stat
from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.emit.load import targets
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology
from dbstackc.work.secrets import lay_secrets, make_secrets, store_of
from tests.unit.mysql.stack import GALERA, artifacts, topology

VIP = """
secret beat from env
secret there from file "/etc/there"
haproxy h[1..2] on vm[1..2] { listen w on 13306 to a for writes }
vip v at 10.0.0.100 on eth0 to h[1..2] { auth secret.beat }
"""


def bundle(whole: Topology) -> list[Artifact]:
    made = list(artifacts(whole, "mysql").values())
    (scripts,) = targets(["scripts"])
    return made + list(scripts.finish(whole, made, Report()))  # type: ignore[attr-defined]


def test_each_is_random_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    store = tmp_path / "out.secrets"
    made = make_secrets(topology(GALERA + VIP), store)
    said = {each.name: each.how for each in made}
    assert said == dict.fromkeys(("root", "app", "mon", "beat"), "made") | {"there": "elsewhere"}
    values = {path.name: path.read_text() for path in store.iterdir() if path.name[0] != "."}
    assert len(set(values.values())) == 4
    assert {name: len(value) for name, value in values.items()} == {
        "root": 24,
        "app": 24,
        "mon": 24,
        "beat": 8,
    }
    assert all(value.isalnum() and value.isascii() for value in values.values())
    assert stat.S_IMODE(store.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in store.iterdir()} == {0o600}
    assert (store / ".gitignore").read_text() == "*\n"


def test_what_is_there_is_kept(tmp_path: Path) -> None:
    whole = topology(GALERA)
    (tmp_path / "app").write_text("mine")
    made = make_secrets(whole, tmp_path)
    assert [each.how for each in made] == ["made", "kept", "made"]
    assert (tmp_path / "app").read_text() == "mine"
    before = (tmp_path / "root").read_text()
    assert {each.how for each in make_secrets(whole, tmp_path)} == {"kept"}
    assert (tmp_path / "root").read_text() == before


def test_a_host_gets_the_secrets_that_it_needs_and_no_others(tmp_path: Path) -> None:
    whole = topology(GALERA)
    out = tmp_path / "out"
    store = store_of(out)
    make_secrets(whole, store)
    assert lay_secrets(whole, bundle(whole), out, store) == 3
    assert sorted(path.name for path in (out / "hosts/vm1/secrets").iterdir()) == [
        "app",
        "mon",
        "root",
    ]
    assert not (out / "hosts/vm2").exists()
    mode = stat.S_IMODE((out / "hosts/vm1/secrets/app").stat().st_mode)
    assert mode == 0o600


def test_a_copy_that_is_out_of_date_is_replaced(tmp_path: Path) -> None:
    whole = topology(GALERA)
    out = tmp_path / "out"
    store = store_of(out)
    make_secrets(whole, store)
    lay_secrets(whole, bundle(whole), out, store)
    (store / "app").write_text("changed")
    lay_secrets(whole, bundle(whole), out, store)
    assert (out / "hosts/vm1/secrets/app").read_text() == "changed"
    assert stat.S_IMODE((out / "hosts/vm1/secrets/app").stat().st_mode) == 0o600


def test_secrets_outlive_the_bundle(tmp_path: Path) -> None:
    assert store_of(tmp_path / "out") == tmp_path / "out.secrets"
