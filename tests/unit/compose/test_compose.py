"""What a host's Compose file says of each container."""

import re
from typing import Any

import pytest

from dbstackc.base.report import Report
from dbstackc.emit.service.build import mounted_secrets, owners
from tests.unit.compose.stacks import BRIDGE, OVERLAY, WHOLE, artifacts, single, topology, trees

Trees = dict[str, Any]


@pytest.fixture(scope="module")
def whole() -> Trees:
    return trees(topology(WHOLE))


def test_each_host_that_carries_something_has_a_file() -> None:
    built = topology(WHOLE + "host idle at 10.0.0.9\n")
    assert [path for path in artifacts(built) if path.startswith("hosts/vm4")] == [
        "hosts/vm4/.env",
        "hosts/vm4/compose.yml",
    ]
    assert not [path for path in artifacts(built) if "idle" in path]


def test_a_member_always_joins_and_is_told_no_password(whole: Trees) -> None:
    for host, name in (("vm1", "a1"), ("vm2", "a2")):
        node = whole[f"hosts/{host}/compose.yml"]["services"][name]
        assert node["environment"]["CLUSTER_JOIN"] == "10.0.0.1:19001,10.0.0.2:19001"
        assert "secrets" not in node
        assert "command" not in node
        assert not re.search("PASSWORD", str(node["environment"]))


def test_birth_is_a_file_apart_on_the_first_members_host_alone(whole: Trees) -> None:
    births = {path: tree for path, tree in whole.items() if path.endswith("bootstrap.yml")}
    assert list(births) == ["hosts/vm1/bootstrap.yml"]
    (born,) = births["hosts/vm1/bootstrap.yml"]["services"].values()
    assert born["command"] == ["mysqld", "--wsrep-new-cluster"]
    assert born["restart"] == "no"
    assert born["environment"]["CLUSTER_JOIN"] == ""
    assert born["environment"]["MYSQL_ROOT_HOST"] == "localhost"
    assert [each["target"] for each in born["volumes"]] == ["/docker-entrypoint-initdb.d/a.sql"]
    assert born["volumes"][0]["source"] == "./filled/sql/a.sql"


def test_pxc_5_7_is_not_told_the_transfers_password_since_it_would_log_it() -> None:
    old = WHOLE.replace("failover fast", 'image "percona/percona-xtradb-cluster:5.7.44"')
    found = trees(topology(old))
    born = found["hosts/vm1/bootstrap.yml"]["services"]["a1"]
    assert "XTRABACKUP_PASSWORD_FILE" not in born["environment"]
    mounts = found["hosts/vm1/compose.yml"]["services"]["a1"]["volumes"]
    assert mounts[0]["source"] == "./filled/mysql/a1.cnf"


def test_an_option_file_is_mounted_in_the_folder_that_is_read_last(whole: Trees) -> None:
    services = whole["hosts/vm1/compose.yml"]["services"]
    assert services["a1"]["volumes"][0] == {
        "type": "bind",
        "source": "./mysql/a1.cnf",
        "target": "/etc/percona-xtradb-cluster.conf.d/zz-dbstackc.cnf",
        "read_only": True,
    }
    assert services["r1"]["volumes"][0]["target"] == "/etc/mysql/conf.d/zz-dbstackc.cnf"


def test_only_a_source_runs_the_first_sql_and_its_neighbours_wait_for_it(whole: Trees) -> None:
    vm1 = whole["hosts/vm1/compose.yml"]["services"]
    vm2 = whole["hosts/vm2/compose.yml"]["services"]
    assert "./filled/sql/r.sql" in str(vm1["r1"])
    assert "initdb" not in str(vm1["r2"]["volumes"])
    assert vm1["r2"]["depends_on"] == ["r1"]
    assert "depends_on" not in vm2["r3"]


def test_a_replica_loads_no_time_zones_of_its_own(whole: Trees) -> None:
    vm1 = whole["hosts/vm1/compose.yml"]["services"]
    assert vm1["r2"]["environment"]["MYSQL_INITDB_SKIP_TZINFO"] == "1"
    assert "MYSQL_INITDB_SKIP_TZINFO" not in vm1["r1"]["environment"]


def test_an_arbiter_votes_with_an_image_that_has_garbd(whole: Trees) -> None:
    arbiter = whole["hosts/vm3/compose.yml"]["services"]["a3"]
    assert arbiter["image"].startswith("percona/percona-xtrabackup:")
    assert arbiter["entrypoint"] == ["garbd"]
    said = dict(zip(arbiter["command"][::2], arbiter["command"][1::2], strict=True))
    assert said["--group"] == "a"
    assert said["--address"] == "gcomm://10.0.0.1:19001,10.0.0.2:19001"
    assert "gmcast.listen_addr=tcp://0.0.0.0:19001; pc.weight=1" in said["--options"]
    assert "evs.suspect_timeout=PT1.5S" in said["--options"]
    assert "volumes" not in arbiter


def test_in_the_hosts_own_network_nothing_is_published_and_a_name_resolves(whole: Trees) -> None:
    for path, tree in whole.items():
        if path.endswith("compose.yml"):
            for service in tree["services"].values():
                assert service["network_mode"] == "host"
                assert "ports" not in service
    assert whole["hosts/vm1/compose.yml"]["services"]["a1"]["extra_hosts"] == ["a1:10.0.0.1"]


def test_a_vip_of_the_host_gets_the_least_that_vrrp_takes(whole: Trees) -> None:
    held = whole["hosts/vm3/compose.yml"]["services"]["vm3-keepalived"]
    assert held["cap_add"] == ["NET_ADMIN", "NET_BROADCAST", "NET_RAW"]
    assert held["volumes"][0]["source"] == "./filled/keepalived/host.conf"
    assert not [path for path, tree in whole.items() if "privileged" in str(tree)]


def test_a_vip_inside_a_network_lives_in_a_container_that_only_waits() -> None:
    tree = trees(topology(BRIDGE))["hosts/vm1/compose.yml"]
    services = tree["services"]
    assert services["h1-net"]["image"].startswith("registry.k8s.io/pause:")
    assert services["h1-net"]["networks"] == {
        "net1": {"ipv4_address": "172.30.0.7", "aliases": ["h1"]}
    }
    assert services["h1-net"]["ports"] == ["4001:8888", "4002:3306"]
    for name in ("h1", "h1-keepalived"):
        assert services[name]["network_mode"] == "service:h1-net"
        assert not services[name].keys() & {"ports", "networks", "hostname"}
    assert tree["networks"]["net1"] == {
        "name": "net1",
        "driver": "bridge",
        "ipam": {
            "config": [
                {
                    "subnet": "172.30.0.0/16",
                    "ip_range": "172.30.128.0/17",
                    "gateway": "172.30.0.1",
                    "aux_addresses": {"inner": "172.30.0.201"},
                }
            ]
        },
    }


def test_an_overlay_is_made_before_and_published_ports_lead_into_it() -> None:
    tree = trees(topology(OVERLAY))["hosts/vm1/compose.yml"]
    assert tree["networks"] == {"db": {"external": True, "name": "db"}}
    node = tree["services"]["a1"]
    assert node["networks"] == ["db"]
    assert node["ports"] == ["9001:3306"]
    assert node["environment"]["CLUSTER_JOIN"] == "a1:4567,a2:4567,a3:4567"
    assert "extra_hosts" not in node


def test_on_a_single_machine_every_container_has_an_address_of_its_own() -> None:
    tree = trees(single(topology(WHOLE)))["hosts/local/compose.yml"]
    addresses = [
        place["ipv4_address"]
        for service in tree["services"].values()
        for place in service.get("networks", {}).values()
    ]
    assert len(addresses) == len(set(addresses)) == 10
    ports = [port.split(":")[0] for s in tree["services"].values() for port in s.get("ports", ())]
    assert len(ports) == len(set(ports))


def test_a_health_check_asks_what_a_client_needs(whole: Trees) -> None:
    vm1 = whole["hosts/vm1/compose.yml"]["services"]
    assert "wsrep_ready" in vm1["a1"]["healthcheck"]["test"][1]
    assert "-P 9001 -u haproxy" in vm1["a1"]["healthcheck"]["test"][1]
    assert "SELECT 1" in vm1["r1"]["healthcheck"]["test"][1]
    assert "$$(od " in vm1["m1"]["healthcheck"]["test"][3]


def test_who_reads_a_filled_file_owns_it() -> None:
    built = topology(WHOLE)
    assert dict(owners(built)) == {
        "hosts/vm1/filled/sql/a.sql": 1001,
        "hosts/vm1/secrets/mon": 1001,
        "hosts/vm1/secrets/sst": 1001,
        "hosts/vm1/filled/sql/r.sql": 999,
        "hosts/vm3/filled/haproxy/h1.cfg": 99,
        "hosts/vm4/filled/haproxy/h2.cfg": 99,
        **{
            f"hosts/vm{n}/filled/mycat/m{n}/{name}.xml": 1066
            for n in (1, 2)
            for name in ("schema", "server")
        },
    }
    assert mounted_secrets(built)["vm1"] == ("mon", "sst", "root")


def test_a_balancer_that_opens_a_low_port_of_the_host_stays_root() -> None:
    low = WHOLE.replace("listen sql on 3306", "listen sql on 306")
    balancer = trees(topology(low))["hosts/vm3/compose.yml"]["services"]["h1"]
    assert balancer["user"] == "0"
    assert "hosts/vm3/filled/haproxy/h1.cfg" not in owners(topology(low))


def test_dollars_of_the_user_are_not_variables() -> None:
    odd = WHOLE.replace("failover fast", 'image "registry/$USER/pxc:8.0.43"')
    image = trees(topology(odd))["hosts/vm1/compose.yml"]["services"]["a1"]["image"]
    assert image == "registry/$$USER/pxc:8.0.43"


def test_a_name_that_docker_refuses_is_reported() -> None:
    report = Report()
    artifacts(topology(WHOLE.replace("h[1..2]", "_h[1..2]")), "compose", report)
    assert {each.rule for each in report} == {"cannot-express"}
    assert "`_h1`" in next(iter(report)).title


def test_two_containers_of_one_name_are_reported() -> None:
    report = Report()
    text = WHOLE.replace("arbiter a3", "arbiter vm3-keepalived")
    artifacts(topology(text), "compose", report)
    assert [each.title for each in report] == [
        "compose cannot start two containers called `vm3-keepalived` on `vm3`"
    ]


def test_a_stack_for_a_swarm_alone_has_no_compose_files() -> None:
    assert artifacts(topology(WHOLE + "deploy swarm { managers vm[1..3] }\n")) == {}


def test_what_is_said_of_a_thing_stands_above_it() -> None:
    text = WHOLE.replace("haproxy h", "## Where the shop comes in: `h`\nhaproxy h")
    made = artifacts(topology(text))["hosts/vm3/compose.yml"].text
    assert "\n  # Where the shop comes in: `h`\n  h1:\n" in made
    text = WHOLE.replace("\nhost ", "\n## In the left rack.\nhost ", 1)
    made = artifacts(topology(text))["hosts/vm3/compose.yml"].text
    assert "\n# In the left rack.\n" in made.partition("services:")[0]


def test_each_line_leads_to_the_words_that_caused_it() -> None:
    made = artifacts(topology(WHOLE))["hosts/vm1/compose.yml"]
    found: dict[str, str] = {}
    for number, line in enumerate(made.text.splitlines(), 1):
        span = [span for start, span in made.trace if start <= number][-1]
        found.setdefault(line.strip(), span.text)
    assert found["a1:"] == "a[1..2]"
    assert found["r1:"] == "r1"
    assert found["root:"] == "root"


@pytest.mark.parametrize("text", [WHOLE, BRIDGE, OVERLAY])
def test_the_same_topology_gives_the_same_bytes(text: str) -> None:
    assert artifacts(topology(text)).keys() == artifacts(topology(text)).keys()
    first, second = artifacts(topology(text)), artifacts(topology(text))
    assert [each.text for each in first.values()] == [each.text for each in second.values()]
