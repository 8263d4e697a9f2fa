"""What we make of several Compose files is what docker-compose makes of them.

Each tree that our reader lays together is written as one file: docker-compose must show the same of
it as of the files themselves.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.reader import Context, readers
from dbstackc.work.lint import lint_sources
from tests.engines.agree import told
from tests.engines.composer import Composer, composer
from tests.engines.need import find, need

BASE = {
    "image": "mysql:8.0",
    "command": ["mysqld", "--skip-name-resolve"],
    "environment": {"A": "1", "B": "2"},
    "ports": ["3306:3306", "127.0.0.1:33060:33060"],
    "volumes": ["data:/var/lib/mysql", "./my.cnf:/etc/my.cnf:ro"],
    "labels": ["a=b", "c=d"],
    "cap_add": ["SYS_NICE"],
    "dns": "10.0.0.1",
    "expose": ["3306"],
    "networks": ["back"],
    "healthcheck": {"test": ["CMD", "true"], "interval": "5s"},
    "ulimits": {"nofile": {"soft": 1, "hard": 2}},
    "logging": {"driver": "json-file", "options": {"max-size": "1m"}},
    "restart": "always",
    "depends_on": ["other"],
}
OVER: dict[str, list[Any]] = {
    "image": ["mysql:8.4"],
    "command": [["mysqld"], "mysqld --safe"],
    "environment": [{"B": "3"}, ["B=3", "C=4"], {"A": None}],
    "ports": [["3306:3306"], ["13306:3306"], ["127.0.0.1:3306:3306"]],
    "volumes": [["./data:/var/lib/mysql"], ["extra:/extra"], ["./my.cnf:/etc/my.cnf"]],
    "labels": [{"a": "e"}, ["f=g"]],
    "cap_add": [["NET_ADMIN"], ["SYS_NICE"]],
    "dns": ["10.0.0.2", ["10.0.0.2", "10.0.0.3"]],
    "expose": [["33060"]],
    "networks": [["front"], {"back": {"aliases": ["x"]}}],
    "healthcheck": [{"interval": "9s"}, {"test": ["CMD", "false"]}, {"retries": 4}],
    "ulimits": [{"nofile": {"soft": 3, "hard": 4}}, {"nproc": 5}],
    "logging": [{"driver": "json-file", "options": {"max-file": "3"}}],
    "restart": ["no"],
    "depends_on": [["third"], {"other": {"condition": "service_healthy"}}],
}
OTHERS = {"other": {"image": "redis:7"}, "third": {"image": "redis:7"}}
REST = {"networks": {"back": {}, "front": {}}, "volumes": {"data": {}, "extra": {}}}


@pytest.fixture(scope="module")
def engine() -> Iterator[Composer]:
    need("docker-compose")
    with composer(find("docker-compose") or "") as running:
        yield running


def _value(node: Any) -> Any:
    """Return a node of ours as a value of JSON."""
    if node.kind == "mapping":
        return {key.said.text: _value(value) for key, value in node.pairs}
    if node.kind == "sequence":
        return [_value(each) for each in node.items]
    return yaml.safe_load(node.said.text) if node.plain else node.said.text


def _whole(main: Path) -> Any:
    """Return what our reader makes of a file and of what lies beside it, as a value of JSON."""

    def beside(path: str) -> Source | None:
        place = main.parent / path
        return Source(str(place), place.read_text()) if place.is_file() else None

    (reader,) = (each for each in readers() if each.kind == "compose")
    report = Report()
    file = reader.read(Source(str(main), main.read_text()), Context(beside), report)
    assert not list(report)
    return _value(file.whole)


NUMBERS = range(30)
"""Services that are drawn for one file: to start docker-compose takes most of its time."""


def _drawn(random: Random, *without: str) -> dict[str, Any]:
    """Return what is laid over a service."""
    keys = sorted(OVER.keys() - set(without))
    return {key: random.choice(OVER[key]) for key in random.sample(keys, 5)}


def _write(path: Path, services: dict[str, Any]) -> Path:
    value = {"version": "2.4", "services": {**services, **OTHERS}, **REST}
    path.write_text(yaml.safe_dump(value))
    return path


def _same(engine: Composer, place: Path, *files: Path) -> None:
    made = _whole(files[0])
    one = place / "one.yml"
    one.write_text(json.dumps(made))
    shown = engine.shows(*files)
    assert shown
    assert _plain(yaml.safe_load(engine.shows(one))) == _plain(yaml.safe_load(shown))


def _plain(value: Any, key: str = "") -> Any:
    """Return a value without the order that lists have in it where docker-compose gives none."""
    if isinstance(value, dict):
        return {name: _plain(inside, name) for name, inside in value.items()}
    if isinstance(value, list):
        return value if key in ("command", "test") else sorted(map(str, value))
    return {} if value is None and key in REST["networks"] else value


def test_an_override_is_laid_over_as_docker_compose_lays_it(
    engine: Composer, tmp_path: Path
) -> None:
    random = Random(3)
    _same(
        engine,
        tmp_path,
        _write(tmp_path / "docker-compose.yml", {f"db{n}": BASE for n in NUMBERS}),
        _write(
            tmp_path / "docker-compose.override.yml", {f"db{n}": _drawn(random) for n in NUMBERS}
        ),
    )


@pytest.mark.parametrize("file", ["", "base.yml"])
def test_a_service_is_extended_as_docker_compose_extends_it(
    engine: Composer, tmp_path: Path, file: str
) -> None:
    random = Random(4)
    base = {key: value for key, value in BASE.items() if key != "depends_on"}
    extends = {"service": "db", **({"file": file} if file else {})}
    # docker-compose 1.29 changes the base's own `logging` with that of who extends it in its file
    services = {f"db{n}": {**_drawn(random, "logging"), "extends": extends} for n in NUMBERS}
    _write(tmp_path / "base.yml", {"db": base})
    _same(
        engine,
        tmp_path,
        _write(tmp_path / "docker-compose.yml", services if file else {**services, "db": base}),
    )


MAIN = "services:\n  a:\n    image: b\n"
REFUSED = {
    "a service that the base does not have": (
        {"docker-compose.yml": "services:\n  a:\n    extends: {file: b.yml, service: x}\n",
         "b.yml": "services:\n  y: {image: b}\n"},
        ("docker-compose.yml", 3),
    ),
    "a service of its own that is not there": (
        {"docker-compose.yml": "services:\n  a:\n    image: b\n    extends: {service: x}\n"},
        ("docker-compose.yml", 4),
    ),
    "services that extend each other": (
        {"docker-compose.yml": "services:\n  a:\n    image: b\n    extends: {service: c}\n"
                               "  c:\n    image: b\n    extends: {service: a}\n"},
        ("docker-compose.yml", 4),
    ),
    "an override that waits for nobody": (
        {"docker-compose.yml": MAIN,
         "docker-compose.override.yml": "services:\n  a:\n    depends_on: [nobody]\n"},
        ("docker-compose.override.yml", 3),
    ),
    "an override with a network beside a mode": (
        {"docker-compose.yml": MAIN + "    network_mode: host\n",
         "docker-compose.override.yml": "services:\n  a:\n    networks: [n]\nnetworks: {n: {}}\n"},
        ("docker-compose.override.yml", 3),
    ),
    "an override with a service of no image": (
        {"docker-compose.yml": MAIN,
         "docker-compose.override.yml": "services:\n  c:\n    restart: always\n"},
        ("docker-compose.override.yml", 2),
    ),
    "an override with a volume that nobody makes": (
        {"docker-compose.yml": MAIN,
         "docker-compose.override.yml": "services:\n  a:\n    volumes: ['data:/data']\n"},
        ("docker-compose.override.yml", 3),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_comes_of_several_files_is_told_in_the_file_and_on_the_line_that_says_it(
    engine: Composer, tmp_path: Path, name: str
) -> None:
    texts, (file, line) = REFUSED[name]
    for each, text in texts.items():
        (tmp_path / each).write_text(text)
    mains = [tmp_path / each for each in texts if each.startswith("docker-compose")]
    assert engine.ask(*mains)
    found = lint_sources([Source(name, text) for name, text in texts.items()], kind="compose").found
    places = [
        (each.primary.span.source.name, each.primary.span.place[0])
        for each in found
        if each.primary is not None and each.rule.startswith("compose/")
    ]
    assert places == [(file, line)]


TAKEN = {
    "an override that gives a network": {
        "docker-compose.yml": MAIN + "    networks: [n]\n",
        "docker-compose.override.yml": "networks: {n: {}}\n",
    },
    "an override that names a service of the main file": {
        "docker-compose.yml": MAIN + "  c: {image: d}\n",
        "docker-compose.override.yml": "services:\n  a:\n    depends_on: [c]\n",
    },
    "an override of nothing": {
        "docker-compose.yml": MAIN,
        "docker-compose.override.yml": "services:\n  a:\n",
    },
    "a base that names networks of another": {
        "docker-compose.yml": "services:\n  a:\n    extends: {file: b.yml, service: y}\n"
        "networks: {n: {}}\n",
        "b.yml": "services:\n  y:\n    image: b\n    networks: [n]\n",
    },
    "variables in variables": {
        "docker-compose.yml": MAIN + '    user: "${A:-${B:-x}}"\n    hostname: "${A:-${B-x}"\n',
    },
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_the_files_are_taken_with_together_is_told_of_none_of_them(
    engine: Composer, tmp_path: Path, name: str
) -> None:
    texts = TAKEN[name]
    for each, text in texts.items():
        (tmp_path / each).write_text(text)
    mains = [tmp_path / each for each in texts if each.startswith("docker-compose")]
    said = engine.ask(*mains)
    assert not said or "variable is not set" in said
    assert not lint_sources([Source(n, t) for n, t in texts.items()], kind="compose").found


def test_what_a_command_lays_over_another_file_is_read_with_it() -> None:
    over = "services:\n  a:\n    depends_on: [cache, nobody]\n"
    script = "docker compose -f base.yml \\\n  -f more.yml up -d\n"
    texts = {"base.yml": MAIN + "  cache: {image: d}\n", "more.yml": over, "up.sh": script}
    found = lint_sources([Source(name, text) for name, text in texts.items()]).found
    (one,) = (each for each in found if each.rule.startswith("compose/"))
    assert one.primary is not None
    assert (one.primary.span.source.name, one.primary.span.text) == ("more.yml", "nobody")
    assert not told("more.yml", over, "compose")
