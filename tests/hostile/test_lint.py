"""Files that mean harm to whoever lints them: no hang, no traceback, no password in sight."""

import resource
import time

import pytest

from dbstackc.base.source import Source
from dbstackc.lint.hidden import hidden
from dbstackc.surface.look import ASCII
from dbstackc.surface.render import draw_all
from dbstackc.work.lint import lint_sources

CANARY = "Zq9canary7"

TOLD = [
    "docker run -d --name a -e MYSQL_PWD={} -e MYSQL_ROOT_PASSWORD={} mysql",
    "docker run -d --name a mysql --wsrep_sst_auth=u:{}",
    "docker login -u me -p {} registry",
    "docker exec a mysql -uroot -p{} -e 'select 1'",
    "mysql -uroot -p'{}' < x.sql",
    "mysqladmin --password={} ping",
    "create user 'a'@'%' identified by '{}';",
    "grant all on *.* to 'a'@'%' identified by \"{}\";",
    "CHANGE MASTER TO MASTER_PASSWORD='{}';",
    "SET PASSWORD FOR a = PASSWORD('{}');",
    "curl -H 'token: {}' http://10.0.0.1/",
]


@pytest.mark.parametrize("line", TOLD)
def test_a_password_on_a_command_line_is_masked(line: str) -> None:
    source = Source("a.sh", line.replace("{}", CANARY) + "\n")
    text = source.text
    for span in hidden(source):
        text = text[: span.start] + "*" * (span.end - span.start) + text[span.end :]
    assert CANARY not in text


def test_no_password_of_a_script_is_drawn() -> None:
    lines = "\n".join(line.replace("{}", CANARY) for line in TOLD)
    lines += "\ndocker run -d --privileged --name b -v d:/var/lib/mysql mysql\n"
    found = lint_sources([Source("a.sh", lines)]).found
    assert found and CANARY not in draw_all(found, ASCII)


COMPOSE = """
services:
  db:
    image: mysql
    privileged: true
    command: --wsrep_sst_auth=u:{0}
    environment: {{MYSQL_PWD: {0}, MYSQL_ROOT_PASSWORD: {0}}}
    healthcheck: {{test: ["CMD", "mysqladmin", "ping", "-p{0}"]}}
"""


def test_no_password_of_a_compose_file_is_drawn() -> None:
    found = lint_sources([Source("compose.yml", COMPOSE.format(CANARY))]).found
    drawn = draw_all(found, ASCII)
    assert found and CANARY not in drawn


def merges(levels: int) -> str:
    """Return a file in which each mapping merges the one before it twice."""
    lines = ["x0: &x0 {a: 1, b: 2}"]
    lines += [f"x{n}: &x{n} {{<<: [*x{n - 1}, *x{n - 1}]}}" for n in range(1, levels)]
    return "\n".join([*lines, "services: {a: {image: b, <<: *x" + str(levels - 1) + "}}"]) + "\n"


def aliases(levels: int) -> str:
    """Return a file in which each list holds the one before it nine times."""
    lines = ["x0: &x0 [a, a]"]
    for n in range(1, levels):
        lines.append(f"x{n}: &x{n} [" + ", ".join([f"*x{n - 1}"] * 9) + "]")
    return "\n".join([*lines, "services: {a: {image: b, ports: *x" + str(levels - 1) + "}}"]) + "\n"


HARM = {
    "merges.yml": "  \n" + merges(40).replace("image: b", "\n  image: b"),
    "aliases.yml": aliases(30),
    "deep.yml": "services:\n  a:\n    image: b\n" + "x: " + "[" * 5000 + "]" * 5000 + "\n",
    "deep.json": '{"log-opts": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "line.cnf": "[mysqld]\n" + "a = " + "b " * 400_000 + "\n",
    "many.md": "```\n" + "version: '3'\nx\n" * 60_000 + "```\n",
    "open.md": "```\n" + "version: '3'\nx\n" * 2_000 + "{\n" + "x\n" * 200_000 + "```\n",
    "braces.md": "```\n" + "{\n" * 60_000 + "```\n",
    "braces.conf": "vrrp_instance a {\n" + "{" * 200_000 + "\n}\n",
    "defined.conf": "$a=x y\\\n z\n"
    + "".join(f"${chr(98 + n)}=\\\n${chr(97 + n)}\\\n${chr(97 + n)}\n" for n in range(24))
    + "$y\nvrrp_instance a {\n}\n",
    "sequence.conf": "~SEQ(a, 1, 1000000000) ~SEQ(b, 1, 1000000000) track $a\n" * 9
    + "vrrp_instance a {\n}\n",
    "conditions.conf": "vrrp_instance a {\n" + "@a " * 200_000 + "\n}\n",
    "include.conf": "include include.conf\n" * 100_000 + "vrrp_instance a {\n}\n",
    "quote.cfg": "global\n  daemon\nlisten a\n  bind :1\n  server a " + '"' * 300_001 + "\n",
    "words.sh": "docker run " + "-e A=$(" * 50_000 + "\n",
    "here.sh": "docker run a <<X\n" * 20_000,
    "nul.sh": "docker run -d a\0b\n",
}


@pytest.mark.parametrize("name", HARM)
def test_a_file_that_means_harm_is_read_in_seconds(name: str) -> None:
    began = time.process_time()
    lint_sources([Source(name, HARM[name])])
    assert time.process_time() - began < 20


ROW = "a\tb\tc\tmember\tfiles\td\te\t/f\t7s\t1\t2\tno\t-\n"
PROXY, ROUTER = "defaults\n  mode tcp\n", "vrrp_instance a {\n"
CHAIN = "table inet a {\nset s {\nelements = { 10.0.0.1, 10.0.0.2 }\n}\n"
CHAIN += "chain c {\ntype filter hook input priority 0; policy drop;\n"

LONG = {
    "braces on a line": ("keepalived", ROUTER + "{" * 5_000_000),
    "braces on lines": ("keepalived", ROUTER + "{\n" * 2_500_000),
    "blocks": ("keepalived", ROUTER + "a { }\n" * 800_000),
    "closing braces": ("keepalived", ROUTER + "}\n" * 2_500_000),
    "open quotes": ("keepalived", ROUTER + '"' * 5_000_000),
    "one word": ("keepalived", ROUTER + "a" * 5_000_000),
    "quotes": ("haproxy", PROXY + "'" * 5_000_000),
    "sections": ("haproxy", PROXY + "listen a\n" * 500_000),
    "unknown words": ("haproxy", PROXY + "foox bar\n" * 500_000),
    "a setting that goes on": ("units", "[Service]\nExecStart=" + "\\\n" * 2_500_000),
    "settings": ("units", "[Service]\n" + "ExecStart=/a b\n" * 330_000),
    "rows": ("copies", ROW * 100_000),
    "tabs": ("copies", "\t" * 5_000_000),
    "words on a line": ("haproxy", PROXY + "a " * 2_500_000),
    "rules": ("nftables", CHAIN + "ip saddr @s tcp dport 22 accept\n" * 150_000),
    "sets in sets": ("nftables", CHAIN + "ip saddr " + "{" * 5_000_000),
    "jumps": (
        "nftables",
        CHAIN
        + "}\n"
        + "".join(f"chain c{n} {{\n" + f"jump c{n + 1}\n" * 9 + "}\n" for n in range(9))
        + "chain c {\n"
        + "jump c0\n" * 200_000,
    ),
    "definitions": (
        "nftables",
        "".join(f"define d{n} = {{ $d{n - 1}, $d{n - 1}, $d{n - 1} }}\n" for n in range(1, 60))
        + CHAIN
        + "ip saddr $d59 accept\n" * 100_000,
    ),
    "flushes": (
        "nftables",
        "".join(
            f"add chain a c{n}\ninsert rule a c{n} accept\nflush table a\n" for n in range(70_000)
        ),
    ),
    "lines that go on": ("nftables", CHAIN + "\\\n" * 2_500_000),
    "accounts": ("htpasswd", "a:$2y$05$b\n" * 450_000),
    "zones": ("firewalld", "<zone>" * 800_000),
    "zone's rules": ("firewalld", "<zone>" + "<rule><accept/></rule>" * 200_000),
}


@pytest.mark.parametrize("name", LONG)
def test_five_megabytes_take_seconds_and_bounded_memory(name: str) -> None:
    kind, text = LONG[name]
    began = time.process_time()
    found = lint_sources([Source("a", text)], kind=kind).found
    assert time.process_time() - began < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1 << 20
    assert len(found) < 5_000
