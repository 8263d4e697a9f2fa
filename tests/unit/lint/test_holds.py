"""Databases and accounts that images and SQL make, where no router tells of them."""

import pytest

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


def test_one_name_on_two_clusters_is_two_schemas() -> None:
    two = ALONE.format(image="mysql:8.4", maker="MYSQL")
    other = two.replace("services:\n", "").replace("  db:", "  log:").replace("3306:", "3307:", 1)
    ((text, _),) = lifted({"compose.yml": two + other})
    assert "schema shop on db-cluster schema shop-2 on log-cluster { database shop }" in text
