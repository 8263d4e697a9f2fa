"""What our reader says of a daemon.json is what dockerd says of it, over files that are spoiled."""

import json
from pathlib import Path
from random import Random
from typing import Any

from dbstackc.base.diagnostic import Level
from dbstackc.base.source import Source
from dbstackc.emit.load import load
from dbstackc.work.lint import lint_sources
from tests.engines import daemon

WHOLE: dict[str, Any] = {
    "debug": True,
    "log-driver": "json-file",
    "log-opts": {"max-size": "10m"},
    "registry-mirrors": ["https://mirror.example.org"],
    "dns": ["10.0.0.1"],
    "labels": ["rack=3"],
    "mtu": 1400,
    "live-restore": False,
    "features": {"buildkit": True},
    "max-concurrent-downloads": 3,
    "default-address-pools": [{"base": "10.64.0.0/16", "size": 24}],
}
BY_HAND = (
    "", "null", "[]", '"text"', "{}", "{'debug': true}", '{"debug": true,}', '{"debug": True}',
    '{"debug": true} // why', '// why\n{"debug": true}', '{"debug": true, "debug": false}',
    '{"labels": ["a"]}', '{"dns": ["nobody"]}', '{"log-opts": {"max-size": 10}}',
    '{"max-concurrent-downloads": -1}', '{"Debug": true}', '{"registry-mirror": ["https://a"]}',
    '{"features": {"buildkit": "true"}}', '{"storage-opts": [5]}', '{"mtu": "1500"}',
)  # fmt: skip
WRONG = ("text", 5, True, ["a=b"], {"a": "b"}, [5])
EACH = 24


def _texts(random: Random) -> list[str]:
    """Return files of which one key is spoiled: its name, or its value."""
    found = [json.dumps(WHOLE), *BY_HAND]
    for _ in range(EACH):
        key = random.choice(sorted(WHOLE))
        if random.random() < 0.3:
            at = random.randrange(1, len(key))
            found.append(json.dumps({key[:at] + "q" + key[at:]: WHOLE[key]}))
        else:
            found.append(json.dumps({key: random.choice(WRONG)}))
    return list(dict.fromkeys(found))


def test_what_dockerd_refuses_is_told_and_nothing_else(tmp_path: Path) -> None:
    refused, missed, false = 0, [], []
    for text in _texts(Random(11)):
        path = tmp_path / "daemon.json"
        path.write_text(text, encoding="utf-8")
        said = daemon.ask(path)
        told = [
            each.rule
            for each in lint_sources([Source("daemon.json", text)], kind="daemon").found
            if each.level <= Level.ERROR and each.rule != "engine/unread-key"
        ]
        refused += bool(said)
        if said and not told:
            missed.append((text, said))
        if told and not said:
            false.append((text, told))
    assert refused >= 20
    assert not missed
    assert not false


def test_dockerd_knows_each_key_that_one_of_its_versions_takes(tmp_path: Path) -> None:
    takes = load("engine.refuse").TAKES
    path = tmp_path / "daemon.json"
    path.write_text(json.dumps(dict.fromkeys(takes)), encoding="utf-8")
    said = daemon.ask(path).partition("configuration option: ")[2]
    unknown = {each.strip() for each in said.split(",")} - {""}
    assert unknown <= NEWER | OLDER, "a key that no version takes, or one of another year"


_NEWER = """
    allow-direct-routing bip6 bridge-accept-fwmark cdi-spec-dir cdi-spec-dirs containerd-namespace
    containerd-plugin-namespace default-network-opt default-network-opts feature firewall-backend
    host-gateway-ips http-proxy https-proxy ip-forward-no-drop log-format min-api-version
    no-proxy proxies validate
"""
NEWER = frozenset(_NEWER.split())
OLDER = frozenset(("disable-legacy-registry", "config-file", "version"))
