"""Databases that no router knows: what joins them to a cluster, and what does not."""

import re

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.lift.lift import lift
from dbstackc.lint.reader import Text
from dbstackc.syntax.format import format_tree
from dbstackc.work.lint import read_stacks
from tests.laws.bundles import compiled

HOSTS = "dbs 1\nhost vm[1..3] at 10.0.0.[1..3]\nsecret root, s from env\n"
REPLICATION = """
replication r {
  source r1 on vm1:3307; replicas r2 on vm2:3307
  root secret.root; follow as f with secret.s; check as prober
}
"""
DOORS = """
haproxy door on vm1 { listen w on 7001 to r for writes; listen r on 7002 to r for reads }
"""
SERVER = "docker run -d --name {0} -p {1}:3306 -e MYSQL_ROOT_PASSWORD=x mysql:8.4 {2}\n"


def imported(files: dict[str, str]) -> list[str]:
    """Return each stack of some files in the language, spaces made one."""
    sources = {path: Source(path, text) for path, text in sorted(files.items())}
    texts = [Text(source, sources.get, named=False) for source in sources.values()]
    made = [lift(stack) for stack in read_stacks(texts, Report())]
    return [" ".join(format_tree(each.tree).split()) for each in made if each is not None]


def by_hand(text: str) -> dict[str, str]:
    """Return a bundle without the labels that only ours have."""
    _, files = compiled(text)
    cut = re.compile(r"^ +dbstackc\.\w+: .*\n|^ +labels:\n(?= +dbstackc\.)", re.M)
    return {path: cut.sub("", body) for path, body in files.items()}


def document(*lines: str) -> dict[str, str]:
    return {"notes.md": "```\n" + "".join(lines) + "```\n"}


def test_a_balancer_that_asks_for_read_only_joins_its_servers() -> None:
    files = {
        path: body
        for path, body in by_hand(HOSTS + REPLICATION + DOORS).items()
        if not path.endswith("-follow.sql")
    }
    (said,) = imported(files)
    assert "source r1 on vm1:3307 replicas r2 on" in said
    assert "listen w on 7001 to r1-cluster for writes" in said
    assert "listen r on 7002 to r1-cluster for reads" in said
    assert "external" not in said


def test_a_balancer_that_asks_nothing_joins_nobody() -> None:
    files = by_hand(HOSTS + REPLICATION + DOORS)
    asked = {path: re.sub(r"(?m)^ *(option )?tcp-check.*\n", "", each)
             for path, each in files.items() if not path.endswith("-follow.sql")}  # fmt: skip
    assert all("replicas" not in said for said in imported(asked))


def test_a_step_says_whom_a_replica_follows() -> None:
    step = "docker exec {0} mysql -e \"CHANGE MASTER TO MASTER_HOST='{1}', MASTER_PORT={2}\"\n"
    one, two = SERVER.format("b", 3401, ""), SERVER.format("a", 3402, "")
    (said,) = imported(document(one, two, step.format("b", "a", 3306)))
    assert "source a on host1:3402 replicas b on host2:3401" in said
    (said,) = imported(document(one, two, step.format("b", "10.0.0.9", 3402)))
    assert "at 10.0.0.9" in said
    assert "replicas b on" in said
    (said,) = imported(document(one, two, step.format("c", "a", 3306)))
    assert "replicas" not in said


def test_what_is_typed_into_a_client_is_of_its_container() -> None:
    one, two = SERVER.format("b", 3401, ""), SERVER.format("a", 3402, "")
    sql = "change replication source to source_host='a', source_user='f', source_password='p';\n"
    (said,) = imported(document(one, two, "docker exec -it b mysql -p\n", sql))
    assert "replicas b on" in said
    assert "follow as f with secret.replication" in said
    (said,) = imported(document(one, two, "docker exec -it b vi x\n", sql))
    assert "replicas" not in said


def test_a_file_of_sql_in_another_place_joins_nothing() -> None:
    server = "services:\n  {0}:\n    image: mysql:8.4\n    ports:\n      - {1}:3306\n"
    step = "CHANGE MASTER TO MASTER_HOST = 'a';\n"
    near = {"s/vm1/compose.yml": server.format("a", 3401),
            "s/vm2/compose.yml": server.format("b", 3401)}  # fmt: skip
    assert len(imported({**near, "s/vm2/sql/b-follow.sql": step})) == 1
    assert len(imported({**near, "s/vm2/sql/all.sql": step})) == 3
    far = {**near, "x/y/z/vm2/sql/b-follow.sql": step}
    assert sum("replicas" in said for said in imported(far)) == 0


def test_members_of_a_galera_cluster_name_each_other() -> None:
    run = "docker run -d --name {0} --network n bitnami/mariadb-galera:10.11 {1}\n"
    first = run.format("n1", "--wsrep_cluster_address=gcomm://")
    other = run.format("n2", "--wsrep_cluster_address=gcomm://n1,n2")
    (said,) = imported(document(first, other))
    assert "nodes n1, n2 on" in said
    (said,) = imported(document(first, other.replace("gcomm://n1,n2", "gcomm://")))
    assert "nodes n1 on" in said
    assert "nodes n2 on" in said


def test_members_are_in_the_order_in_which_they_name_each_other() -> None:
    option = "[mysqld]\nwsrep_cluster_name = c\nwsrep_cluster_address = gcomm://{0}\n"
    own = "wsrep_node_address = 10.0.0.{0}\nwsrep_node_name = n{0}\nport = 3306\n"
    peers = "10.0.0.2,10.0.0.1"
    files = {f"s/n{n}.cnf": option.format(peers) + own.format(n) for n in (1, 2)}
    (said,) = imported(files)
    assert "nodes n2, n1 on" in said


def test_an_option_file_tells_which_server_an_unknown_image_is() -> None:
    server = "services:\n  a:\n    image: registry.example.org/own/db:1\n"
    server += "    volumes: ['./a.cnf:/etc/a.cnf']\n"
    for group, wanted in (("mariadb", True), ("mysqld", False)):
        files = {"s/compose.yml": server, "s/a.cnf": f"[{group}]\nport = 3306\n"}
        (said,) = imported(files)
        assert ("engine mariadb" in said) is wanted, said


def test_the_device_below_a_macvlan_is_carried() -> None:
    net = "docker network create -d macvlan --subnet 10.1.0.0/24 -o parent=eth7 {0}\n"
    run = SERVER.format("a", 3401, "").replace("--name a", "--name a --network lan")
    (said,) = imported(document(net.format("lan"), run))
    assert "driver macvlan parent eth7 subnet 10.1.0.0/24" in said


VOTES = """dbs 1
secret root, sst, app, admin from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {{ nodes a[1..2] on vm[1..2]:9001; arbiter a3 on vm3:9001{0}
  root secret.root; sst secret.sst; user app with secret.app }}
schema s on a {{ table t by copy }}
mycat mc on vm1 {{ user app with secret.admin for s; image "{1}" }}
"""


def test_votes_are_those_of_each_node_with_the_arbiter_last() -> None:
    for given, meant in (("3, 2, 1", "3, 2, 1"), ("2, 2, 2", "2")):
        _, files = compiled(VOTES.format(f"; weight {given}", "x/mycat:1.6.7.6-slim"))
        (said,) = imported(files)
        assert re.search(rf"weight {meant} [a-z]", said)
    _, files = compiled(VOTES.format("", "x/mycat:1.6.7.6-slim"))
    assert "weight" not in imported(files)[0]
    odd = {path: body.replace("pc.weight=1", "pc.weight=1x") for path, body in files.items()}
    assert "weight" not in imported(odd)[0]


def test_a_tag_says_which_mycat_is_in_an_image() -> None:
    for tag, version in (("1.6.7.6-slim", "1.6.7.6"), ("v1.6.5", "1.6.5"), ("1.6.7.4", ""),
                         ("2.0", ""), ("latest", "")):  # fmt: skip
        _, files = compiled(VOTES.format("", f"x/mycat:{tag}"))
        (said,) = imported(files)
        assert (f"version {version} " in said) == bool(version)
        assert ("version" in said) == bool(version)
