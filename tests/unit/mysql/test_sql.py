"""What the SQL says, where no server can be asked: words of a version, and who has a hole."""

import re

import pytest

from dbstackc.emit import holes
from dbstackc.emit.load import load
from tests.unit.mysql.stack import GALERA, PAIR, artifacts, topology

accounts = load("mysql.accounts")


@pytest.mark.parametrize(
    ("image", "words"),
    [
        ("mysql:8.4.10", ("CHANGE REPLICATION SOURCE TO", "GET_SOURCE_PUBLIC_KEY", "SET PERSIST")),
        ("mysql:8.0", ("CHANGE REPLICATION SOURCE TO", "START REPLICA", "SET PERSIST")),
        ("mysql:8.0.22", ("CHANGE MASTER TO", "GET_MASTER_PUBLIC_KEY", "START SLAVE")),
        ("mysql:5.7.44", ("CHANGE MASTER TO", "MASTER_AUTO_POSITION = 1 */", "SET GLOBAL")),
        ("mariadb:10.11", ("CHANGE MASTER TO", "MASTER_USE_GTID = slave_pos", "START SLAVE;")),
    ],
)
def test_a_replica_follows_in_the_words_of_its_version(image: str, words: tuple[str, ...]) -> None:
    whole = topology(PAIR.replace("root secret.root", f'image "{image}"'))
    found = artifacts(whole, "mysql")["hosts/vm2/sql/r2-follow.sql"]
    assert found.escape == "sql"
    for each in (*words, "'10.0.0.1'", "9021", "'@@secret.follow@@'"):
        assert each in found.text


def test_only_the_first_node_of_a_cluster_has_its_sql() -> None:
    paths = [path for path in artifacts(topology(GALERA), "mysql") if path.endswith(".sql")]
    assert paths == ["hosts/vm1/sql/a.sql"]


@pytest.mark.parametrize(("version", "plugin"), [("8.4.10", True), ("5.7.44", False)])
def test_the_application_logs_in_by_what_routers_speak(version: str, plugin: bool) -> None:
    whole = topology(PAIR.replace("root secret.root", f'image "mysql:{version}"'))
    text = artifacts(whole, "mysql")["hosts/vm1/sql/r.sql"].text
    line = next(
        line for line in text.splitlines() if line.startswith("CREATE USER") and "app" in line
    )
    assert ("/*!80000 WITH mysql_native_password */" in line) is plugin


def test_a_server_without_that_plugin_is_not_asked_for_it() -> None:
    whole = topology(PAIR.replace("root secret.root", 'image "mysql:9.7.1"'))
    said = "\n".join(each.text for each in artifacts(whole, "mysql").values())
    assert "mysql_native_password" not in said


def test_sql_without_secrets_is_mounted_as_it_is() -> None:
    bare = topology("host vm1 at 10.0.0.1\npxc a { nodes a1 on vm1:9001 }")
    found = artifacts(bare, "mysql")["hosts/vm1/sql/a.sql"]
    assert found.escape == ""
    assert "@@" not in found.text
    assert not holes.init_sql(bare.clusters[0])


def test_root_gets_its_password_here_only_where_the_image_would_log_it() -> None:
    galera = artifacts(topology(GALERA), "mysql")["hosts/vm1/sql/a.sql"].text
    assert galera.rstrip().endswith(
        "ALTER USER 'root'@'localhost' IDENTIFIED BY '@@secret.root@@';"
    )
    assert "root" not in artifacts(topology(PAIR), "mysql")["hosts/vm1/sql/r.sql"].text


def test_every_hole_is_a_whole_string_of_sql() -> None:
    for text in (GALERA, PAIR):
        for each in artifacts(topology(text), "mysql").values():
            if each.escape == "sql":
                assert re.findall(r".?@@secret\.\w+@@.?", each.text)
                assert all(
                    re.fullmatch(r"'@@secret\.\w+@@'", found)
                    for found in re.findall(r".?@@secret\.\w+@@.?", each.text)
                )


def test_a_grant_covers_one_database_and_none_that_looks_like_it() -> None:
    assert accounts.granted("shop_1") == r"`shop\_1`.*"


def test_names_and_texts_are_quoted() -> None:
    assert accounts.identifier("a`b") == "`a``b`"
    assert accounts.literal("a'b\\") == r"'a''b\\'"


def test_the_check_account_is_bounded_by_the_doors_that_use_it() -> None:
    doors = "haproxy h[1..2] on vm[1..2] { listen w on 13306 to a for writes }\n"
    text = artifacts(topology(GALERA + doors), "mysql")["hosts/vm1/sql/a.sql"].text
    assert "MAX_USER_CONNECTIONS 20" in text
