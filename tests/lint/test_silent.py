"""What public files taught: texts that look like a mistake, beside those that are one."""

import pytest

from dbstackc.base.source import Source
from dbstackc.work.lint import lint_sources

SERVICE = "services:\n  {0}:\n    image: example/web:1\n    ports: ['8080:80']\n"
INCLUDED = "services:\n  web:\n    image: example/web:1\n    networks: [back]\n"

CASES = {
    "haproxy/unknown-word": (
        {"a.conf": "http {\n  server {\n    listen 80;\n    server a b;\n  }\n}\n"},
        {"a.cfg": "defaults\n  mode http\nlisten a\n  bind :80\n  servre a b\n"},
    ),
    "mysql/unknown-option": (
        {"start.sh": "[mysqld]\nserver-id=1\n\ndocker run -d \\\n  -v /a:/b \\\n  mysql:8.4\n"},
        {"start.cnf": "[mysqld]\nserver-id=1\nserverid-of=2\n"},
    ),
    "compose/port-twice": (
        {"a.md": f"```yaml\n{SERVICE.format('a')}```\n\n```yaml\n{SERVICE.format('b')}```\n"},
        {"compose.yml": SERVICE.format("a") + SERVICE.format("b").partition("\n")[2]},
    ),
    "compose/number-of-base-sixty": (
        {"compose.yml": "services:\n  a:\n    image: b\n"
                        "    ports:\n      - '2:2'\n      - ${P:-22}:22\n      - 99:99\n"},
        {"compose.yml": "services:\n  a:\n    image: b\n    ports:\n      - 22:22\n"},
    ),
    "compose/undefined-name": (
        {
            "compose.yml": "include:\n  - web/compose.yml\nnetworks: {back: {}}\n"
            "services:\n  a: {image: b}\n",
            "web/compose.yml": INCLUDED,
        },
        {"web/compose.yml": INCLUDED},
    ),
    "compose/ignored-by-swarm": (
        {"compose.yml": "services:\n  a:\n    image: b\n    container_name: c\n"
                        "    deploy: {mode: replicated, replicas: 1}\n"},
        {"compose.yml": "services:\n  a:\n    image: b\n    container_name: c\n"
                        "    deploy: {mode: global}\n"},
    ),
    "compose/wrong-shape": (
        {"compose.yml": "services:\n  a:\n    image: b\n    ports: ['${AT:-}:80:80']\n",
         "render.yaml": "services:\n  - type: web\n    image: b\n"},
        {"compose.yml": "services:\n  a:\n    image: b\n    ports: ['db:x']\n"},
    ),
    "compose/volume-not-made": (
        {"more.yml": "services:\n  a:\n    image: b\n    depends_on: [of-another]\n"
                     "    volumes: ['mine:/a', 'of-another:/b']\nvolumes: {mine: {}}\n"},
        {"more.yml": "services:\n  a:\n    image: b\n"
                     "    volumes: ['mine:/a', 'of-nobody:/b']\nvolumes: {mine: {}}\n"},
    ),
    "compose/waits-for-nobody": (
        {"one.yml": "services:\n  a:\n    image: b\n    depends_on: [other]\n",
         "two.yml": "services:\n  c:\n    image: b\n    depends_on: [other]\n",
         "docker-compose.yml": "services:\n  other:\n    image: b\n",
         "up.sh": "docker compose -f one.yml -f two.yml -f docker-compose.yml up\n"},
        {"one.yml": "services:\n  a:\n    image: b\n",
         "two.yml": "services:\n  c:\n    image: b\n    depends_on: [other]\n",
         "up.sh": "docker compose -f one.yml -f two.yml up\n"},
    ),
    "password-in-two-systems": (
        {"compose.yml": "services:\n  a:\n    image: b\n    environment: {ES_PASSWORD: kw7pQx2}\n"
                        "  c:\n    image: d\n    environment: {ELASTIC_PASSWORD: kw7pQx2}\n"},
        {"compose.yml": "services:\n  a:\n    image: b\n    environment: {DB_PASSWORD: kw7pQx2}\n",
         "server.xml": "<mycat:server xmlns:mycat='http://io.mycat/'><user name='a'>"
                       "<property name='password'>kw7pQx2</property></user></mycat:server>"},
    ),
    "image-without-tag": (
        {"a.sh": "docker run -it --rm mysql mysql -hdb -uroot -p\n"},
        {"a.sh": "docker run -d --name db mysql --server-id=1\n"},
    ),
    "password-in-clear": (
        {"a.sh": "docker run -d -e MYSQL_PASSWORD=your_password mysql:8.4\n"},
        {"a.sh": "docker run -d -e MYSQL_PASSWORD=yours mysql:8.4\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_is_silent_over_what_only_looks_like_a_mistake(rule: str) -> None:
    silent, told = (
        {each.rule for each in lint_sources([Source(n, t) for n, t in texts.items()]).found}
        for texts in CASES[rule]
    )
    assert rule not in silent
    assert rule in told


def test_a_line_that_many_services_inherit_is_told_once() -> None:
    text = "services:\n  a: &a\n    image: portainer/agent-b:1\n    privileged: true\n"
    text += "    volumes: ['/var/run/docker.sock:/var/run/docker.sock']\n"
    text += "".join(f"  {name}: {{<<: *a}}\n" for name in "bcd")
    rules = [each.rule for each in lint_sources([Source("compose.yml", text)]).found]
    assert rules.count("socket-inside") == 1


def test_a_password_is_told_of_the_system_that_it_opens() -> None:
    text = "services:\n  mail:\n    image: a\n    environment: {SMTP_PASS: secret}\n"
    text += "  db:\n    image: mysql:8.4\n    environment: {MYSQL_ROOT_PASSWORD: secret}\n"
    titles = {
        each.title.partition(" is opened")[0]
        for each in lint_sources([Source("compose.yml", text)]).found
        if each.rule == "usual-password"
    }
    assert titles == {"`mail`", "the database"}
