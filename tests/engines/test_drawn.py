"""Drawn stacks please the engines: no file of theirs is refused.

A sample in CI. `DBSTACKC_DEPTH=250 pytest -s tests/engines/test_drawn.py` asks about 2,000 stacks,
and says how often each engine was asked.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from dbstackc.emit.load import load
from tests.conftest import DEPTH
from tests.engines import ask
from tests.engines.bundle import HOLE, mycat, undeclared
from tests.engines.composer import Composer, composer
from tests.engines.need import find, need
from tests.laws.bundles import compiled
from tests.laws.topologies import Drawn, topologies

EACH = 8
"""Stacks at depth 1: each costs the engines half a second."""


class Asker:
    """Who asks each engine, and counts; the same bytes are asked about once."""

    def __init__(self, docker_compose: Composer) -> None:
        self.compose = docker_compose
        self.asked: Counter[str] = Counter()
        self._known: set[tuple[str, ...]] = set()

    def say(self, place: Path, files: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the path of each file that is refused, and why."""
        for name, text in files.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        members: set[str] = set()
        for name, text in files.items():
            path = place / name
            beneath = files.get(name.replace("bootstrap.yml", "compose.yml"), "")
            key = (path.suffix, text, beneath if path.name == "bootstrap.yml" else "")
            if key in self._known:
                continue
            self._known.add(key)
            if path.suffix == ".cnf":
                # the members of a cluster differ in their names and addresses alone
                cluster = re.sub(r"[0-9]", "", path.stem)
                if cluster in members:
                    continue
                members.add(cluster)
            engine, said = self._ask(path)
            self.asked[engine] += bool(engine)
            if said:
                yield name, said
        for folder in sorted({path.parent for path in place.glob("hosts/*/mycat/*/*")}):
            self.asked["MyCat's loader"] += 1
            verdict = load("mycat.loader").load(_conf(folder))
            if not verdict.accepted:
                yield str(folder.relative_to(place)), f"{verdict.where}: {verdict.reason}"

    def _ask(self, path: Path) -> tuple[str, str]:
        if path.name == "compose.yml":
            return "docker-compose", self.compose.ask(path) or undeclared(path)
        if path.name == "bootstrap.yml":
            first = path.with_name("compose.yml" if path.parent.name != "swarm" else "stack.yml")
            if first.name == "stack.yml":
                return "docker stack", ask.stack(first, path)
            return "docker-compose", self.compose.ask(first, path)
        if path.name == "stack.yml":
            return "docker stack", ask.stack(path) or undeclared(path)
        if path.parent.name == "haproxy" and path.suffix == ".cfg":
            return "haproxy", ask.haproxy(path)
        if path.parent.name == "keepalived" and path.suffix == ".conf":
            return "keepalived", ask.keepalived(path)
        if path.suffix == ".cnf":
            return "mariadbd", ask.option_file(path)
        if path.name == "prometheus.yml":
            return "promtool", ask.prometheus(path)
        if path.parent.name == "exporters":
            return "mysqld_exporter", ask.login(path)
        if path.suffix == ".sh":
            return "shellcheck", ask.shell(path)
        if path.suffix == ".xml":
            return "MyCat's grammar and xmllint", mycat(path)
        return "", ""


def _conf(folder: Path) -> dict[str, str]:
    """Return the texts of a router's folder, as it has them when it starts for the first time."""
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    if "sequence_conf.start.properties" in found:
        found["sequence_conf.properties"] = found["sequence_conf.start.properties"]
    return found


@pytest.fixture(scope="module")
def asker(request: pytest.FixtureRequest) -> Iterator[Asker]:
    need("docker-compose", "docker", "haproxy", "keepalived", "mariadbd", "shellcheck", "xmllint")
    need("promtool", "prometheus-mysqld-exporter")
    with composer(find("docker-compose") or "") as one:
        made = Asker(one)
        yield made
    print("\n" + "\n".join(f"{made.asked[name]:7,}  {name}" for name in sorted(made.asked)))


@settings(max_examples=EACH * DEPTH)
@given(drawn=topologies())
def test_no_engine_refuses_a_file_of_a_drawn_stack(asker: Asker, drawn: Drawn) -> None:
    texts = [drawn.text, drawn.overlay] if drawn.overlay else [drawn.text]
    _, files = compiled(*texts)
    filled = {name: HOLE.sub("x7Yz0123", text) for name, text in files.items()}
    asker.asked["stacks"] += 1
    with TemporaryDirectory() as place:
        found = list(asker.say(Path(place), filled))
    assert not found, "\n".join(f"{name}: {said}" for name, said in found)
