"""What stands around databases, lifted: applications, panels, daemon.json; and what is not."""

import json

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.lift.lift import Lifted, lift
from dbstackc.lint.reader import Text
from dbstackc.syntax.format import format_tree
from dbstackc.work.lint import read_stacks

DOOR = """
listen sql
    bind :7001
    mode tcp
    server far 10.9.9.9:3306 check
"""
BALANCER = """services:
  door:
    image: haproxy:2.8
    network_mode: host
    volumes: ['./door.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro']
"""
SHOP = """
  shop:
    image: example/shop:1
    ports: ['8080:80']
    environment:
      DB: {0}
      DB_PASSWORD: hunter2
      NAME: a b
    command: [serve]
"""
PORTAINER = """services:
  board:
    image: portainer/portainer-ce:2.39.6
    ports: ['9443:9443']
    command: [--host, 'unix:///var/run/docker.sock', {0}--http-disabled]
    secrets: [first]
secrets:
  first: {{file: ./first}}
"""
DAEMON = '{"log-opts": {"max-size": "10485760", "max-file": "3"}, "live-restore": true'


def lifted(files: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Return each stack of some files in the language, spaces made one, and what was left."""
    sources = {path: Source(path, text) for path, text in sorted(files.items())}
    texts = [Text(source, sources.get, named=False) for source in sources.values()]
    made: list[Lifted] = [
        each for stack in read_stacks(texts, Report()) if (each := lift(stack)) is not None
    ]
    return [
        (" ".join(format_tree(each.tree).split()), [left.why for left in each.left])
        for each in made
    ]


def test_what_comes_in_by_a_door_is_a_service() -> None:
    files = {"vm1/compose.yml": BALANCER, "vm1/door.cfg": DOOR}
    ((said, left),) = lifted({**files, "vm1/more.yml": ""} | {
        "vm1/compose.yml": BALANCER + SHOP.format("10.0.0.1:7001")})  # fmt: skip
    assert "host vm1 at 10.0.0.1" in said
    assert 'service shop in default on vm1:8080 { image "example/shop:1" inside 80' in said
    assert "reach DB to door:7001" in said
    assert 'set NAME to "a b"' in said
    assert "hunter2" not in said + " ".join(left)
    assert "`DB_PASSWORD` is a password in clear: say `give DB_PASSWORD_FILE`" in left
    assert "an application has no word for `command` of `shop`" in left


ASKED = {
    "curl -fs http://127.0.0.1/ || exit 1": "80",
    "curl -fsk 'https://localhost:8443'": "8443",
    "wget -qO- http://[::1]:81/x; wget -qO- http://localhost:81/y": "81",
    "wget http://localhost:81/ && wget http://localhost:82/": "",
    "curl http://10.0.0.7:81/": "",
    "curl http://localhost:99999/": "",
    "curl http://localhost.example.org/": "",
    "true": "",
}


@pytest.mark.parametrize("line", ASKED)
def test_the_port_at_which_it_is_asked_is_its_own_on_its_host(line: str) -> None:
    text = SHOP.format("10.0.0.1:7001").replace("ports: ['8080:80']", "network_mode: host")
    text += f"    healthcheck: {{test: {json.dumps(line)}}}\n"
    files = {"vm1/compose.yml": BALANCER + text, "vm1/door.cfg": DOOR}
    ((said, left),) = lifted(files)
    port = ASKED[line]
    assert f"service shop on vm1{':' * bool(port)}{port} {{" in said
    is_told = "no file tells which port `shop` opens on its host" in left
    assert is_told == (not port)


def test_what_comes_to_no_door_is_named() -> None:
    files = {"vm1/compose.yml": BALANCER + SHOP.format("10.0.0.1:7002"), "vm1/door.cfg": DOOR}
    ((said, left),) = lifted(files)
    assert "service" not in said
    assert "`shop` is nothing that was recognised, and is left out" in left


def test_a_portainer_without_a_first_password_is_named() -> None:
    given = "--admin-password-file, /run/secrets/first, "
    ((said, _),) = lifted({"vm1/compose.yml": PORTAINER.format(given)})
    assert "panel board by portainer on vm1 from admin" in said
    assert "password secret.first" in said
    ((said, left),) = lifted({"vm1/compose.yml": PORTAINER.format("")})
    assert "panel" not in said
    assert "`board` is nothing that was recognised, and is left out" in left


def test_a_daemon_json_is_of_the_machine_whose_folder_it_is_in() -> None:
    more = ', "dns": ["10.0.0.9"], "features": {"x": true}, "mtu": 1400}'
    files = {"a/vm1/compose.yml": BALANCER, "a/vm1/door.cfg": DOOR}
    ((said, _),) = lifted({**files, "a/vm1/engine/daemon.json": DAEMON + more})
    assert "engine docker on vm1 { log 10M keep 3 live yes" in said
    assert (
        r'verbatim "\"dns\": [\"10.0.0.9\"]", "\"features\": {\"x\": true}", "\"mtu\": 1400"'
        in (said.replace('" verbatim "', '", "'))
    )
    apart = lifted({**files, "b/other/daemon.json": DAEMON + "}"})
    assert all("engine" not in each for each, _ in apart if "haproxy" in each)
    run = "docker run -d --name db -p 3306:3306 -e MYSQL_ROOT_PASSWORD=x mysql:8.4\n"
    ((said, left),) = lifted({"notes.md": f"```\n{DAEMON}}}\n```\n```\n{run}```\n"})
    assert "engine" not in said
    assert any("daemon.json not carried here" in each for each in left)


def test_what_a_daemon_json_does_not_say_is_told() -> None:
    files = {"vm1/compose.yml": BALANCER, "vm1/door.cfg": DOOR}
    ((said, left),) = lifted({**files, "vm1/engine/daemon.json": '{"live-restore": false}'})
    assert "engine docker on vm1 { live no }" in said
    assert sum("is not said; in the language" in each for each in left) == 2


STACK = "    deploy: {placement: {constraints: ['node.hostname == vm1']}}\n"
STARTED = "  {0}:\n    image: mysql:8.4\n"


def test_what_a_stack_starts_as_compose_does_is_deployed() -> None:
    compose = "services:\n" + "".join(map(STARTED.format, ("a", "b")))
    carried = "services:\n" + "".join(STARTED.format(name) + STACK for name in ("a", "b"))
    ((said, left),) = lifted({"s/vm1/compose.yml": compose, "s/vm1/stack.yml": carried})
    assert said.endswith("deploy swarm")
    assert "no file tells which machines manage the Swarm: say `managers`" in left
    assert not [why for why in left if "another file" in why]


def test_what_a_stack_starts_otherwise_is_named_once() -> None:
    compose = "services:\n" + "".join(map(STARTED.format, ("a", "b")))
    more = "    environment: {A: b}\n"
    carried = "services:\n" + STARTED.format("a") + STACK + STARTED.format("b") + STACK + more
    ((_, left),) = lifted({"s/vm1/compose.yml": compose, "s/vm1/stack.yml": carried})
    assert [why for why in left if "another file" in why] == [
        "1 service not carried here (`b`): another file that is carried starts otherwise"
    ]


SWARM = """docker swarm init --advertise-addr 10.0.0.1 --default-addr-pool 10.30.0.0/16
docker swarm join --advertise-addr 10.0.0.2 --token "$(cat manager-token)" 10.0.0.1:2377
docker swarm join --token "$(cat worker-token)" 10.0.0.1:2377
docker node promote vm3
docker node update --label-add disk=ssd --label-add 9=x vm1
docker node update --label-add disk=ssd vm3
docker node update --label-add dbstackc.zone=a vm3
"""
HOSTS = "# host, address\nvm1\t10.0.0.1\nvm2\t10.0.0.2\nvm3\t10.0.0.3\n"


def test_a_swarm_is_what_its_commands_make() -> None:
    files = {"s/stack.yml": "services:\n" + STARTED.format("a") + STACK, "s/hosts.txt": HOSTS}
    ((said, left),) = lifted({**files, "s/swarm.sh": SWARM})
    assert "host vm3 at 10.0.0.3 in a" in said
    assert said.endswith(
        "deploy swarm { managers vm1, vm2, vm3 pool 10.30.0.0/16 label disk as ssd on vm1, vm3 }"
    )
    assert "`9=x` is no label that the language takes" in left
    assert [why for why in left if "Swarm" in why or "manager" in why] == [
        "1 step of a Swarm not carried here (`join`): the machine is not known, or no Swarm"
        " carries the stack"
    ]


def test_who_leads_a_swarm_is_not_guessed() -> None:
    files = {"s/stack.yml": "services:\n" + STARTED.format("a") + STACK, "s/hosts.txt": HOSTS}
    ((said, left),) = lifted({**files, "s/swarm.sh": SWARM.replace("10.0.0.1 ", "10.0.0.9 ")})
    assert "managers vm2, vm3" in said
    assert "no file tells which machine this manager is: say it in `managers`" in left
    ((said, left),) = lifted(files)
    assert said.endswith("deploy swarm")
    assert "no file tells which machines manage the Swarm: say `managers`" in left


def test_what_is_started_by_hand_is_deployed_by_nobody() -> None:
    ((said, left),) = lifted({"a.sh": "docker run --name a mysql:8.4\ndocker swarm init\n"})
    assert "deploy" not in said
    assert "1 step of a Swarm not carried here (`init`)" in "".join(left)


def test_what_is_started_in_two_ways_is_named() -> None:
    stack = {"s/stack.yml": "services:\n" + STARTED.format("a") + STACK, "s/hosts.txt": HOSTS}
    hand = "docker run --name b -p 3307:3306 mysql:8.4\ndocker node update --label-add a=b vm1\n"
    ((said, left),) = lifted({**stack, "s/b.sh": hand})
    assert "deploy" not in said
    assert "things are started in two ways, `a` by a Swarm, `b` by hand: say `deploy`" in left


OTHERS = """services:
  db:
    image: mysql:8.4
    ports: ['3306:3306']
    networks: {back: {ipv4_address: 10.9.0.3}}
    deploy:
      replicas: 2
      placement: {constraints: [node.role==manager]}
networks:
  back:
    ipam: {config: [{subnet: 10.9.0.0/24, gateway: 10.9.0.1}]}
"""


def test_what_a_stack_says_and_the_language_does_not_is_named() -> None:
    ((said, left),) = lifted({"s/stack.yml": OTHERS})
    assert "network back { driver overlay subnet 10.9.0.0/24 }" in said
    assert said.endswith("deploy swarm { managers host1 }")
    for why in (
        "a Swarm does not read the address of a service",
        "a stack's network takes a subnet and nothing more",
        "every machine of the Swarm opens 3306 for `db`; in the language its own one does",
        "`db` has 2 tasks; in the language each has a name",
        "no file tells which others manage the Swarm: say `managers`",
    ):
        assert left.count(why) == 1


def test_what_only_the_head_runs_is_on_the_one_that_there_is() -> None:
    made = "docker swarm init --advertise-addr 10.0.0.3\n"
    ((said, left),) = lifted({"s/stack.yml": OTHERS, "s/hosts.txt": HOSTS, "s/a.sh": made})
    assert "db on vm3:3306" in said
    assert said.endswith("deploy swarm { managers vm3 }")
    assert not [why for why in left if "`managers`" in why]
    assert [why for why in left if "Docker's own pool" in why]
    pooled = made.replace(" --adv", " --default-addr-pool 10.30.0.0/16 --adv")
    ((said, left),) = lifted({"s/stack.yml": OTHERS, "s/hosts.txt": HOSTS, "s/a.sh": pooled})
    assert "pool 10.30.0.0/16" in said
    assert not [why for why in left if "Docker's own pool" in why]
    more = made + "docker swarm join --token $TOKEN 10.0.0.3:2377\n"
    ((said, left),) = lifted({"s/stack.yml": OTHERS, "s/hosts.txt": HOSTS, "s/a.sh": more})
    assert "db on host4:3306" in said


def test_a_network_that_a_stack_only_names_is_an_overlay() -> None:
    outer = OTHERS.partition("networks:\n  back")[0] + "networks: {back: {external: true}}\n"
    ((said, left),) = lifted({"s/stack.yml": outer})
    assert "network back { driver overlay }" in said
    assert "`back` is made elsewhere, and is an overlay" in left
    plain = "services:\n" + STARTED.format("a") + "    deploy: {endpoint_mode: dnsrr}\n"
    ((said, left),) = lifted({"s/stack.yml": plain})
    assert "network default { driver overlay }" in said
