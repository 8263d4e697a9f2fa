"""The option files and the SQL on real servers.

MariaDB stands in for all flavours. What only MySQL or PXC understands stands in groups and comments
that MariaDB passes over, so of those no more is asked than that it does.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import ask, server
from tests.engines.field import HOLE, Field, laid
from tests.unit.mysql.stack import GALERA, PAIR, artifacts, topology

IMAGES = ("mariadb:10.11", "percona/percona-xtradb-cluster:8.0.43", "mysql:8.4.10")

STACK = """
secret root, app, mon, sst, follow from env
host vm[1..3] at 10.77.0.[1..3]
defaults cluster {
  user app with secret.app
  monitor mon with secret.mon
  image "mariadb:10.11"
  memory 256M
}
pxc a { nodes a[1..3] on vm[1..3]:9001; sst secret.sst; failover fast }
replication r {
  source r1 on vm1:9021
  replicas r2 on vm2:9021
  follow as backup with secret.follow
}
schema shop_1 on a, r {
  table item by mod(id) { primary id; auto yes }
}
mycat m on vm1 { user u with secret.app for shop_1; sequence database }
"""

SYNCED = "SELECT variable_value FROM information_schema.global_status WHERE variable_name = "
SIZE = SYNCED + "'wsrep_cluster_size'"
READY = SYNCED + "'wsrep_ready'"


@pytest.mark.parametrize("image", IMAGES)
@pytest.mark.parametrize("text", [GALERA, PAIR], ids=["galera", "pair"])
def test_the_server_reads_every_option_file_without_a_word(
    tmp_path: Path, image: str, text: str
) -> None:
    whole = topology(text.replace("root secret.root", f'image "{image}"'))
    read = 0
    for path, made in artifacts(whole, "mysql").items():
        if path.endswith(".cnf"):
            file = tmp_path / path.replace("/", "-")
            file.write_text(HOLE.sub("x", made.text))
            assert ask.option_file(file) == ""
            read += 1
    assert read == len(list(whole.nodes))


def test_an_option_that_no_server_has_would_be_noticed(tmp_path: Path) -> None:
    file = tmp_path / "a.cnf"
    made = artifacts(topology(GALERA), "mysql")["hosts/vm1/mysql/a1.cnf"]
    file.write_text(made.text.replace("skip_name_resolve", "skip_nam_resolve"))
    assert "skip_nam_resolve" in ask.option_file(file) or "skip-nam-resolve" in ask.option_file(
        file
    )


@pytest.mark.parametrize("image", IMAGES)
@pytest.mark.parametrize("text", [GALERA, PAIR], ids=["galera", "pair"])
def test_the_sql_of_every_flavour_runs_twice(image: str, text: str) -> None:
    whole = topology(text.replace("root secret.root", f'image "{image}"'))
    with server.running("--log-bin", "--server-id=9") as one:
        for path, made in artifacts(whole, "mysql").items():
            if path.endswith(".sql"):
                sql = HOLE.sub("it*\\\\/''s", made.text)
                assert one.ask(sql) == "", path
                assert one.ask(sql) == "", path
        assert one.rows("SELECT user FROM mysql.user WHERE user = 'app'") == [["app"]]


@pytest.fixture(scope="module")
def field() -> Iterator[Field]:
    whole = topology(STACK)
    with laid(whole, artifacts(whole, "mysql")) as one:
        yield one


@pytest.fixture(scope="module")
def group(field: Field) -> Field:
    """A group of three that was born of its own files, with a row on each."""
    field.start("a1", "--wsrep-new-cluster")
    field.until("a1", READY, "ON")
    _, said = field.ask("a1", field.read("hosts/vm1/sql/a.sql"))
    assert said == ""
    for name, size in (("a2", "2"), ("a3", "3")):
        field.start(name)
        field.until(name, READY, "ON")
        field.until(name, SIZE, size)
    _, said = field.ask("a1", "CREATE TABLE shop_1.item (id INT PRIMARY KEY, place INT)")
    assert said == ""
    return field


def test_what_one_member_writes_the_others_read(group: Field) -> None:
    for number, name in enumerate(("a1", "a2", "a3")):
        assert group.ask(name, f"INSERT INTO shop_1.item VALUES ({number}, 1)")[1] == ""
    for name in ("a1", "a2", "a3"):
        group.until(name, "SELECT COUNT(*) FROM shop_1.item", "3", 10)


def test_the_application_reaches_its_databases_and_no_other(group: Field) -> None:
    def app(sql: str) -> tuple[list[str], str]:
        return group.ask("a2", sql, "app", "appapp", via="vm3")

    assert group.ask("a1", "CREATE DATABASE shopx1; CREATE TABLE shopx1.t (c INT)")[1] == ""
    assert app("SELECT COUNT(*) >= 0 FROM shop_1.item") == (["1"], "")
    assert app("CREATE TABLE shop_1.more (c INT PRIMARY KEY); DROP TABLE shop_1.more")[1] == ""
    for sql in (
        "SELECT * FROM shopx1.t",
        "CREATE DATABASE other",
        "SELECT * FROM mysql.user",
        "CREATE USER x",
        "SET GLOBAL max_connections = 1",
    ):
        assert "denied" in app(sql)[1], sql
    assert "denied" in group.ask("a2", "SELECT 1", "app", "wrong", via="vm3")[1]


def test_the_check_account_can_connect_and_nothing_else(group: Field) -> None:
    def check(sql: str) -> tuple[list[str], str]:
        return group.ask("a1", sql, "haproxy", via="vm2")

    assert check("SHOW GLOBAL STATUS LIKE 'wsrep_local_state'") == (["wsrep_local_state\t4"], "")
    assert check("SELECT @@read_only") == (["0"], "")
    assert check("SHOW GRANTS")[0] == [
        "GRANT USAGE ON *.* TO `haproxy`@`%` WITH MAX_USER_CONNECTIONS 16"
    ]
    for sql in ("SELECT * FROM shop_1.item", "CREATE DATABASE x", "SHOW BINARY LOGS"):
        assert "denied" in check(sql)[1], sql


def test_monitoring_sees_the_server_and_no_rows(group: Field) -> None:
    def watch(sql: str) -> tuple[list[str], str]:
        return group.ask("a1", sql, "mon", "monmon", via="vm2")

    assert watch("SHOW PROCESSLIST; SHOW BINARY LOGS; SHOW SLAVE STATUS")[1] == ""
    assert "denied" in watch("SELECT * FROM shop_1.item")[1]


def test_numbers_are_given_once_however_many_ask(group: Field) -> None:
    ask_twice = "USE shop_1; SELECT mycat_seq_nextval('ITEM'); SELECT mycat_seq_nextval('NONE')"
    first, said = group.ask("a1", ask_twice, "app", "appapp", via="vm2")
    assert (first, said) == (["1,100", "-999999,null"], "")
    second, _ = group.ask("a1", ask_twice, "app", "appapp", via="vm2")
    assert second[0] == "101,100"


def test_a_group_that_died_whole_forms_again_by_itself(group: Field) -> None:
    """Nothing acknowledged is lost, though one member had not yet applied what it had received."""
    with group.held("a3", "FLUSH TABLES WITH READ LOCK"):
        write = (
            "INSERT INTO shop_1.item VALUES (97, 1), (98, 1); DELETE FROM shop_1.item WHERE id = 97"
        )
        assert group.ask("a2", write)[1] == ""
        assert group.ask("a3", "SELECT COUNT(*) FROM shop_1.item WHERE id = 98")[0] == ["0"]
        group.kill("a1", "a2", "a3")
    group.restart("a3", "a1", "a2")
    for name in ("a1", "a2", "a3"):
        group.until(name, READY, "ON", 60)
        group.until(name, SIZE, "3", 60)
        group.until(name, "SELECT GROUP_CONCAT(id) FROM shop_1.item WHERE id > 90", "98", 20)


def test_a_replica_follows_and_refuses_writes(field: Field) -> None:
    for name in ("r1", "r2"):
        field.start(name)
        field.until(name, "SELECT 1", "1")
    assert field.ask("r1", field.read("hosts/vm1/sql/r.sql"))[1] == ""
    assert field.ask("r2", field.read("hosts/vm2/sql/r2-follow.sql"))[1] == ""
    write = "CREATE TABLE shop_1.item (id INT PRIMARY KEY); INSERT INTO shop_1.item VALUES (7)"
    assert field.ask("r1", write, "app", "appapp", via="vm3")[1] == ""
    field.until("r2", "SELECT id FROM shop_1.item", "7", 20)
    _, said = field.ask("r2", "INSERT INTO shop_1.item VALUES (8)", "app", "appapp", via="vm3")
    assert "--read-only" in said
    status, said = field.ask("r2", "SHOW SLAVE STATUS", "app", "appapp", via="vm3")
    assert said == ""
    assert "10.77.0.1" in status[0]
    assert field.ask("r2", "SELECT @@read_only", "haproxy", via="vm3") == (["1"], "")
    assert field.ask("r2", field.read("hosts/vm2/sql/r2-follow.sql"))[1] == ""
