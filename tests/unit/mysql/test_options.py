"""What an option file says, for each kind, flavour and version."""

import configparser

import pytest

from dbstackc.emit import holes, layout
from dbstackc.model.topology import Topology
from tests.unit.mysql.stack import GALERA, PAIR, artifacts, topology


def groups(whole: Topology, path: str) -> configparser.ConfigParser:
    """Read an option file as its groups; the same group twice is one."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.read_string(artifacts(whole, "mysql")[path].text)
    return parser


def provider(parser: configparser.ConfigParser) -> dict[str, str]:
    said = parser["mysqld"]["wsrep_provider_options"].strip('"')
    pairs = [each.strip().partition("=") for each in said.split(";")]
    found = {name: value for name, _, value in pairs}
    assert len(found) == len(pairs)
    return found


def test_every_member_knows_the_whole_group_at_every_start() -> None:
    whole = topology(GALERA.replace("root secret.root", "arbiter g on vm3:9002"))
    lists = {
        groups(whole, f"hosts/vm{n}/mysql/a{n}.cnf")["mysqld"]["wsrep_cluster_address"]
        for n in (1, 2, 3)
    }
    assert lists == {"gcomm://10.0.0.1:19001,10.0.0.2:19001,10.0.0.3:19001,10.0.0.3:19002"}


def test_an_arbiter_has_no_option_file() -> None:
    whole = topology(GALERA.replace("root secret.root", "arbiter g on vm3:9002"))
    assert not [path for path in artifacts(whole, "mysql") if "/g" in path]


def test_a_member_names_its_own_ports() -> None:
    whole = topology(GALERA)
    node = whole.clusters[0].nodes[1]
    said = groups(whole, layout.option_file(node))
    options = provider(said)
    assert said["mysqld"]["port"] == "9001"
    assert said["mysqld"]["wsrep_node_address"] == f"10.0.0.2:{node.gcomm}"
    assert said["mysqld"]["wsrep_sst_receive_address"] == f"10.0.0.2:{node.sst}"
    assert options["gmcast.listen_addr"] == f"tcp://0.0.0.0:{node.gcomm}"
    assert options["ist.recv_addr"] == f"10.0.0.2:{node.ist}"
    assert options["pc.recovery"] == "true"


def test_in_an_overlay_members_are_names_with_the_usual_ports() -> None:
    text = GALERA.replace("root secret.root", "network net") + "network net { driver overlay }\n"
    said = groups(topology(text), "hosts/vm1/mysql/a1.cnf")
    assert said["mysqld"]["port"] == "3306"
    assert said["mysqld"]["wsrep_cluster_address"] == "gcomm://a1:4567,a2:4567,a3:4567"
    assert said["mysqld"]["wsrep_node_address"] == "a1:4567"


def test_ipv6_addresses_stand_in_brackets() -> None:
    text = GALERA.replace("10.0.0.[1..3]", "[fd00::1], [fd00::2], [fd00::3]")
    said = groups(topology(text), "hosts/vm1/mysql/a1.cnf")
    assert said["mysqld"]["wsrep_cluster_address"].startswith("gcomm://[fd00::1]:19001,[fd00::2]:")
    assert provider(said)["gmcast.listen_addr"] == "tcp://[::]:19001"


def test_fast_failover_shortens_the_timeouts_in_order() -> None:
    assert "evs.suspect_timeout" not in provider(groups(topology(GALERA), "hosts/vm1/mysql/a1.cnf"))
    whole = topology(GALERA.replace("memory 2G", "failover fast"))
    options = provider(groups(whole, "hosts/vm1/mysql/a1.cnf"))
    names = ("evs.suspect_timeout", "evs.inactive_timeout", "evs.install_timeout")
    short, long, longest = (float(options[name][2:-1]) for name in names)
    assert short < long <= longest


@pytest.mark.parametrize(("durable", "flush", "sync"), [("yes", "1", "1"), ("no", "2", "0")])
def test_durability_is_one_word(durable: str, flush: str, sync: str) -> None:
    whole = topology(GALERA.replace("memory 2G", f"durable {durable}"))
    said = groups(whole, "hosts/vm1/mysql/a1.cnf")["mysqld"]
    assert (said["innodb_flush_log_at_trx_commit"], said["sync_binlog"]) == (flush, sync)


@pytest.mark.parametrize(
    ("memory", "pool"),
    [("64M", "32M"), ("256M", "128M"), ("1G", "512M"), ("3G", "1G"), ("8G", "4G"), ("64G", "44G")],
)
def test_the_pool_is_a_share_of_the_memory(memory: str, pool: str) -> None:
    whole = topology(GALERA.replace("memory 2G", f"memory {memory}"))
    said = groups(whole, "hosts/vm1/mysql/a1.cnf")["mysqld"]
    assert said["innodb_buffer_pool_size"] == pool


@pytest.mark.parametrize(
    ("image", "group", "has", "lacks"),
    [
        ("percona/percona-xtradb-cluster:5.7.44", "mysqld-5.7", "log_slave_updates", "mysqlx"),
        (
            "percona/percona-xtradb-cluster:8.0.43",
            "mysqld-8.0",
            "default_authentication_plugin",
            "mysql_native_password",
        ),
        (
            "percona/percona-xtradb-cluster:8.4.10",
            "mysqld-8.4",
            "mysql_native_password",
            "default_authentication_plugin",
        ),
        ("percona/percona-xtradb-cluster:9.7.1", "mysqld-9.7", "mysqlx", "mysql_native_password"),
        ("mariadb:10.11", "mariadb", "wsrep_on", "gtid_mode"),
    ],
)
def test_what_one_version_understands_stands_in_its_own_group(
    image: str, group: str, has: str, lacks: str
) -> None:
    whole = topology(GALERA.replace("memory 2G", f'image "{image}"'))
    said = groups(whole, "hosts/vm1/mysql/a1.cnf")
    assert said.sections() == ["mysqld", group]
    assert has in said[group]
    assert lacks not in said[group]


def test_cluster_traffic_is_plain_only_where_no_certificate_is_shared() -> None:
    for version, said in (("5.7.44", False), ("8.0.43", True), ("8.4.10", True)):
        text = GALERA.replace("memory 2G", f'image "percona/percona-xtradb-cluster:{version}"')
        found = artifacts(topology(text), "mysql")["hosts/vm1/mysql/a1.cnf"].text
        assert ("pxc_encrypt_cluster_traffic = OFF" in found) is said


def test_a_replica_is_read_only_and_its_source_is_not() -> None:
    whole = topology(PAIR)
    assert "read_only" not in groups(whole, "hosts/vm1/mysql/r1.cnf")["mysqld"]
    said = groups(whole, "hosts/vm2/mysql/r2.cnf")
    assert said["mysqld"]["read_only"] == "ON"
    assert "super_read_only" not in {name for part in said.values() for name in part}


def test_server_ids_differ() -> None:
    whole = topology(PAIR)
    ids = {groups(whole, layout.option_file(node))["mysqld"]["server_id"] for node in whole.nodes}
    assert len(ids) == 2


def test_verbatim_lines_come_last_and_so_decide() -> None:
    text = PAIR.replace("root secret.root", 'verbatim "max_connections = 7"')
    found = artifacts(topology(text), "mysql")["hosts/vm2/mysql/r2.cnf"]
    assert found.text.endswith("\n[mysqld]\nmax_connections = 7\n")
    line = found.text.count("\n")
    span = [span for first, span in found.trace if first <= line][-1]
    assert span.text == '"max_connections = 7"'


def test_lines_remember_the_words_that_caused_them() -> None:
    found = artifacts(topology(GALERA), "mysql")["hosts/vm1/mysql/a1.cnf"]
    line = found.text.splitlines().index("innodb_buffer_pool_size = 1G") + 1
    span = [span for first, span in found.trace if first <= line][-1]
    assert span.text == "2G"


@pytest.mark.parametrize("image", ["mariadb:10.11", "percona/percona-xtradb-cluster:5.7.44"])
def test_a_password_of_state_transfer_is_a_hole(image: str) -> None:
    text = GALERA.replace("root,", "root, sst,").replace("memory 2G", f'image "{image}"')
    bare, secret = (
        topology(text),
        topology(text.replace("root secret", "sst secret.sst; root secret")),
    )
    for whole, there in ((bare, False), (secret, True)):
        found = artifacts(whole, "mysql")["hosts/vm1/mysql/a1.cnf"]
        assert ("@@secret.sst@@" in found.text) is there
        assert (found.escape == "option") is there is holes.option_file(whole.clusters[0])
