"""What the reader of Compose files tells that Docker refuses, and what it leaves alone."""

import pytest

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.reader import Context, readers
from dbstackc.work.lint import lint_sources

DB = "services:\n  db:\n    image: mysql:8.0\n"


def told(text: str, name: str = "compose.yml") -> list[tuple[int, str]]:
    """Return the lines and the rules of what is told of a file."""
    return [
        (text.count("\n", 0, found.primary.span.start) + 1, found.rule)
        for found in lint_sources([Source(name, text)], kind="compose").found
        if found.primary is not None and found.level <= Level.ERROR
    ]


REFUSED = {
    "a slip": (DB + "    enviroment: {A: b}\n", 4, "unknown-key"),
    "a key of another place": (DB + "    replicas: 3\n", 4, "unknown-key"),
    "a key of the first version": (DB + "    net: host\n", 4, "unknown-key"),
    "a top that is none": (DB + "network: {}\n", 4, "unknown-key"),
    "no mapping": ("- services: {}\n  image: a\n", 1, "wrong-shape"),
    "a list for a text": (DB.replace("mysql:8.0", "[mysql]"), 3, "wrong-shape"),
    "a number for a text": (DB + "    restart: 5\n", 4, "wrong-shape"),
    "a text for a list": (DB + "    ports: 3306\n", 4, "wrong-shape"),
    "a mapping for a list": (DB + "    ports:\n      3306: 3306\n", 4, "wrong-shape"),
    "a number in a list of texts": (DB + "    cap_add: [5]\n", 4, "wrong-shape"),
    "a text for yes or no": (DB + "    privileged: maybe\n", 4, "wrong-shape"),
    "a text for a number": (DB + "    deploy:\n      replicas: many\n", 5, "wrong-shape"),
    "a port that is none": (DB + "    ports:\n      - 3306:x\n", 5, "wrong-shape"),
    "ranges of two lengths": (DB + "    ports: ['80-90:80-81']\n", 4, "wrong-shape"),
    "four parts": (DB + "    volumes: ['./a:/b:ro:z']\n", 4, "wrong-shape"),
    "a deep slip": (DB + "    deploy:\n      update_config: {delays: 5s}\n", 5, "unknown-key"),
    "what must be there": (DB + "    ulimits:\n      nofile: {soft: 5}\n", 5, "wrong-shape"),
    "a condition that is none": (
        DB + "    depends_on:\n      db2: {condition: healthy}\n  db2: {image: a}\n", 5,
        "wrong-shape",
    ),
    "nothing for a list": (DB + "    ports:\n", 4, "wrong-shape"),
    "a variable that is none": (DB + "    user: '${USER:1000}'\n", 4, "bad-variable"),
    "a service that is none": (DB + "    depends_on: [db, db2]\n", 4, "waits-for-nobody"),
    "a link that is none": (DB + "    links: ['cache:c']\n", 4, "undefined-name"),
    "a stack of another": (DB + "    network_mode: service:vpn\n", 4, "undefined-name"),
    "a network that is none": (DB + "    networks: [back]\n", 4, "undefined-name"),
    "a volume that is none": (DB + "    volumes: ['data:/var/lib/mysql']\n", 4, "volume-not-made"),
    "a secret that is none": (DB + "    secrets: [root]\n", 4, "undefined-name"),
    "nothing to run": ("services:\n  db:\n    hostname: db\n", 2, "wrong-shape"),
    "a mode and networks": (
        DB + "    network_mode: host\n    networks: [default]\n", 5, "wrong-shape"
    ),
    "itself": (DB + "    links: [db]\n", 4, "circle"),
    "each other": (DB + "    depends_on: [b]\n  b: {image: a, links: [db]}\n", 4, "circle"),
    "an open quote": (DB.replace("mysql:8.0", "'mysql") + "    user: a\n", 3, "not-yaml"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_docker_refuses_is_told_where_it_stands(name: str) -> None:
    text, line, rule = REFUSED[name]
    assert (line, f"compose/{rule}") in told(text)


TAKEN = {
    "keys of Compose 2": "name: shop\ninclude: [a.yml]\n"
    + DB + "    develop: {watch: []}\n    gpus: all\n    pull_policy: daily\n",
    "long forms of Compose 2": DB
    + "    env_file: [{path: a.env, required: false}]\n"
    + "    ports: [{target: 80, published: '80-90', app_protocol: http}]\n"
    + "    depends_on: {x: {condition: service_healthy, required: false}}\n",
    "tags of Compose 2": DB + "    ports: !reset []\n    environment: !override {A: b}\n",
    "keys of one's own": "x-common: &c\n  colour: red\n" + DB + "    x-note: [1, {a: b}]\n",
    "a yes in the environment": DB + "    environment:\n      DEBUG: true\n      N: 5\n      E:\n",
    "the first version": "db:\n  image: mysql\n  net: host\n  log_driver: syslog\n",
    "a port for each kind": DB + "    ports:\n      - 2055/udp:2055/udp\n      - '[::1]:80:80'\n"
    "      - 80\n      - '8000-8010:80'\n      - '127.0.0.1::80/tcp'\n      - '${PORT}:80'\n",
    "a port of a template": DB + "    ports:\n      - '{{ port }}:80'\n      - '@@port@@:80'\n",
    "a path of Windows": DB + "    volumes: ['C:\\data:/data', 'c:/data:/data:ro']\n",
    "a dollar alone": DB + "    command: echo $$HOME $(date) $@ $\n",
    "variables in each other": DB + "    user: ${A:-${B:-c}}${D:+e}${F?g}${H-}\n",
    "nothing": DB + "    command:\nnetworks:\n  a:\nvolumes:\n  b:\n",
    "a merge": "x-a: &a {image: b, restart: always}\nservices:\n  db:\n    <<: *a\n",
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_what_docker_takes_is_left_alone(name: str) -> None:
    assert told(TAKEN[name]) == []


def test_a_file_that_amends_another_may_name_what_that_one_gives() -> None:
    text = "services:\n  db:\n    networks: [back]\n    depends_on: [cache]\n"
    assert told(text, "docker-compose.prod.yml") == []
    assert len(told(text)) == 3


def test_what_compose_2_alone_takes_is_a_warning() -> None:
    report = Report()
    (reader,) = (each for each in readers() if each.kind == "compose")
    text = "version: '9'\n" + DB + "    cap_add: [NET_ADMIN, NET_ADMIN]\n"
    reader.read(Source("compose.yml", text), Context(lambda _: None), report)
    assert [each.rule for each in report] == ["compose/wrong-shape", "compose/listed-twice"]
    assert {each.level for each in report} == {Level.WARNING}


def test_a_part_of_a_document_is_not_refused() -> None:
    report = Report()
    (reader,) = (each for each in readers() if each.kind == "compose")
    reader.read(
        Source("notes.md", DB + "    enviroment: a\n"),
        Context(lambda _: None, fragment=True),
        report,
    )
    assert len(report) == 0
