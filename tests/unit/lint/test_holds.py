"""Databases and accounts that images and SQL make, where no router tells of them."""

import pytest

from tests.laws.bundles import compiled
from tests.unit.lint.test_around import lifted

ALONE = """services:
  db:
    image: {image}
    ports: ['10.0.0.5:3306:3306']
    environment:
      {maker}_ROOT_PASSWORD: hunter2
      {maker}_DATABASE: shop
      {maker}_USER: clerk
      {maker}_PASSWORD: hunter3
"""


@pytest.mark.parametrize(("image", "maker"), [("mysql:8.4", "MYSQL"), ("mariadb:10.11", "MARIADB")])
def test_what_an_image_makes_is_a_schema_and_a_user(image: str, maker: str) -> None:
    ((text, left),) = lifted({"compose.yml": ALONE.format(image=image, maker=maker)})
    assert "schema shop on db-cluster" in text
    assert "user clerk with secret.clerk" in text
    assert "hunter" not in text
    assert not [each for each in left if "beside" in each or "atabase" in each]


@pytest.mark.parametrize("maker", ["MYSQL", "MARIADB"])
def test_what_is_no_name_is_named(maker: str) -> None:
    odd = ALONE.format(image="mysql:8.4", maker=maker).replace("DATABASE: shop", "DATABASE: a b")
    odd = odd.replace("_USER: clerk", "_USER_FILE: /run/secrets/who")
    ((text, left),) = lifted({"compose.yml": odd})
    assert "schema" not in text and " user " not in text
    for wrong in ("a b", "/run/secrets/who"):
        assert [each for each in left if each.startswith(f"`{wrong}` is no name")]


def test_what_sql_makes_is_a_schema_and_what_every_server_has_is_none() -> None:
    mounted = ALONE.format(image="mysql:8.4", maker="MYSQL") + (
        "    volumes: ['./first.sql:/docker-entrypoint-initdb.d/first.sql:ro']\n"
    )
    sql = (
        "CREATE DATABASE IF NOT EXISTS `orders` CHARACTER SET utf8mb4;\n"
        "create schema mysql; CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop`;\n"
        "CREATE USER 'r'@'%' IDENTIFIED BY 'hunter4';\n"
    )
    ((text, _),) = lifted({"compose.yml": mounted, "first.sql": sql})
    assert "schema shop on db-cluster schema orders on db-cluster" in text
    assert "schema mysql" not in text


def test_one_name_on_two_clusters_is_one_schema() -> None:
    two = ALONE.format(image="mysql:8.4", maker="MYSQL")
    other = two.replace("services:\n", "").replace("  db:", "  log:").replace("3306:", "3307:", 1)
    ((text, _),) = lifted({"compose.yml": two + other})
    assert "schema shop on db-cluster, log-cluster" in text


def test_a_database_that_is_a_shard_of_a_router_is_no_other_schema() -> None:
    sql = "CREATE DATABASE shop; CREATE DATABASE more; CREATE USER 'r'@'%' IDENTIFIED BY 'x';\n"
    mounted = ALONE.format(image="mysql:8.4", maker="MYSQL").replace("_DATABASE: shop", "_X: y") + (
        "    volumes: ['./first.sql:/docker-entrypoint-initdb.d/first.sql:ro']\n"
        "  router:\n    image: mycat:1.6\n    network_mode: host\n"
        "    volumes: ['./schema.xml:/usr/local/mycat/conf/schema.xml',"
        " './server.xml:/usr/local/mycat/conf/server.xml']\n"
    )
    schema = (
        "<mycat:schema xmlns:mycat='http://io.mycat/'><schema name='all' dataNode='one'/>"
        "<dataNode name='one' dataHost='h' database='shop'/>"
        "<dataHost name='h' balance='0' maxCon='9' minCon='1'><heartbeat>select 1</heartbeat>"
        "<writeHost host='db' url='10.0.0.5:3306' user='r' password='x'/></dataHost></mycat:schema>"
    )
    server = (
        "<mycat:server xmlns:mycat='http://io.mycat/'><user name='r'><property name='password'>x"
        "</property><property name='schemas'>all</property></user></mycat:server>"
    )
    files = {
        "compose.yml": mounted,
        "first.sql": sql,
        "schema.xml": schema,
        "server.xml": server,
    }
    ((text, left),) = lifted(files)
    assert "schema all on h as one { database shop" in text
    assert "schema shop" not in text and "schema more" not in text
    assert [each for each in left if "atabase" in each] == [
        "1 database not carried here (`more`): a router leads to its cluster, and not to it"
    ]


ROUTED = """\
dbs 1
secret root, app from env
host vm1 at 10.0.0.1
defaults replication { root secret.root; user app with secret.app }
replication one { nodes 1 on vm1 from 9001 }
replication two { nodes 1 on vm1 from 9002 }
schema shop on one { table a { primary id } }
schema log on two { table b { primary id } }
mycat m1 on vm1 { user app with secret.app for shop, log }
"""


def test_what_is_a_shard_of_a_router_is_not_named_and_another_is() -> None:
    files = compiled(ROUTED)[1]
    ((text, left),) = [each for each in lifted(files) if "mycat" in each[0]]
    assert "schema shop on one" in text and "schema log on two" in text
    assert not any("database" in each for each in left)
    (path,) = (each for each in files if each.endswith("sql/two.sql"))
    more = files[path] + "CREATE DATABASE IF NOT EXISTS `shop`;\n"
    ((text, left),) = [each for each in lifted({**files, path: more}) if "mycat" in each[0]]
    assert (
        "1 database not carried here (`shop`): a router leads to its cluster, and not to it" in left
    )
