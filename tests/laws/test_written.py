"""Laws of what is written: it reads back as it was meant, and nothing of it listens in vain."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from unittest import mock

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.emit.load import load
from dbstackc.lint.reader import Context, readers
from dbstackc.model import flows
from dbstackc.model.flow.need import Needs
from dbstackc.model.thing import Host
from tests.conftest import DEPTH
from tests.house.code import ROOT
from tests.laws.bundles import compiled
from tests.laws.test_topology import topology_of
from tests.laws.topologies import Drawn, topologies

NOTHING_BESIDE = Context(beside=lambda _: None)


@given(topologies())
def test_a_haproxy_cfg_reads_back_as_its_document(drawn: Drawn) -> None:
    target = load("haproxy")
    for document in target.TARGET.lower(topology_of(drawn.text), Report()):
        text = target.TARGET.write(document).text
        back = target.READERS[0].read(Source("haproxy.cfg", text), NOTHING_BESIDE, Report())
        assert [
            (each.kind, each.name.text if each.name else "", [_words(line) for line in each.lines])
            for each in back.sections
        ] == [
            (each.kind, each.name, [list(_said(line)) for line in each.lines if _said(line)])
            for each in document.sections
        ]


def _words(line: object) -> list[str]:
    return [word.text for word in line.words]  # type: ignore[attr-defined]


def _said(line: object) -> tuple[str, ...]:
    """Return the words of a line; those that the user laid out have none but their text."""
    text = line.text or ""  # type: ignore[attr-defined]
    return line.words or tuple(shlex.split(text, comments=True))  # type: ignore[attr-defined]


@given(topologies())
def test_a_keepalived_conf_reads_back_as_its_document(drawn: Drawn) -> None:
    target = load("keepalived")
    for document in target.TARGET.lower(topology_of(drawn.text), Report()):
        text = target.TARGET.write(document).text
        back = target.READERS[0].read(Source("keepalived.conf", text), NOTHING_BESIDE, Report())
        assert [*_read(back.blocks)] == [*_meant(document.blocks)]


def _read(blocks: object, depth: int = 0) -> Iterator[tuple[int, str]]:
    for block in blocks:  # type: ignore[attr-defined]
        yield depth, " ".join(word.span.text for word in block.words)
        yield from _read(block.inside or (), depth + 1)


def _meant(items: object, depth: int = 0) -> Iterator[tuple[int, str]]:
    for item in items:  # type: ignore[attr-defined]
        yield depth, item.head if hasattr(item, "head") else item.text
        yield from _meant(getattr(item, "items", ()), depth + 1)


@given(topologies())
def test_what_is_built_is_read_without_a_complaint_and_written_as_it_was(drawn: Drawn) -> None:
    _, files = compiled(drawn.text)
    for path, text in files.items():
        for reader in readers():
            if reader.claims(path, text) <= 0:
                continue
            report, source = Report(), Source(path, text)
            assert reader.write(reader.read(source, NOTHING_BESIDE, report)) == text
            assert not report.has_errors, (path, [each.title for each in report])


class Asked(Needs):
    """Needs that also know what things of one host ask of each other."""

    ports: set[tuple[str, int]]

    def add(self, host: Host, protocol: str, port: int, *rest: object, **more: object) -> None:
        self.ports.add((host.name, port))
        super().add(host, protocol, port, *rest, **more)  # type: ignore[arg-type]


@given(topologies())
def test_every_published_port_is_asked_for_by_someone(drawn: Drawn) -> None:
    topology, files = compiled(drawn.text)
    Asked.ports = set()
    with mock.patch.object(flows, "Needs", Asked):
        flows.flows.__wrapped__(topology)
    for path, text in files.items():
        if not path.startswith("hosts/") or not path.endswith("/compose.yml"):
            continue
        host = path.split("/")[1]
        for name, service in yaml.safe_load(text)["services"].items():
            for port in service.get("ports", ()):
                if str(port).startswith("127.0.0.1:"):
                    continue  # nobody comes to it from elsewhere
                outer = int(str(port).split(":")[-2])
                assert (host, outer) in Asked.ports, f"{path}: {name} publishes {outer}"


BATCH = """
import hashlib, json, sys
from tests.laws.bundles import compiled
for text in json.load(sys.stdin):
    print(hashlib.sha256(json.dumps(compiled(text)[1]).encode()).hexdigest())
"""


@settings(max_examples=3 * DEPTH)
@given(st.lists(topologies(), min_size=4, max_size=8))
def test_any_text_gives_the_same_bytes_in_every_process(drawn: list[Drawn]) -> None:
    texts = json.dumps([each.text for each in drawn])
    said = [
        subprocess.run(
            [sys.executable, "-c", BATCH],
            input=texts,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone, locale in (("0", "UTC", "C"), ("4242", "Asia/Shanghai", "C.UTF-8"))
    ]
    assert said[0] == said[1]
    assert len(said[0].split()) == len(drawn)
