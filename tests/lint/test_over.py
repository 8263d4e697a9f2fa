"""The rules of .dbs files over what their examples become: a bundle, linted as any stack is."""

from functools import cache

import pytest

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.check.rule import rules
from dbstackc.language.program import gather
from dbstackc.lint.reader import Text
from dbstackc.lint.rule import rules as rules_of_files
from dbstackc.lint.standing import LIFTED, TWINS, Lifts
from dbstackc.model.build import build as build_topology
from dbstackc.surface.look import ASCII
from dbstackc.surface.render import draw_all
from dbstackc.syntax.parse import parse
from dbstackc.work.build import build
from dbstackc.work.lint import lint, lint_sources
from tests.corpus import TESTS, settle

RULES = {rule.name: rule for rule in rules()}
PLACE = TESTS / "lint" / "over"

_NO_BUNDLE = "no bundle can be written of it"
_OTHER_NAMES = "a bundle keeps passwords apart: each has a file of its own, and no value"
_ALONE = "the twin wants more evidence than one file of ours gives"

UNTOLD = {
    "account-is-root": "no router logs in",
    "blind-check": _NO_BUNDLE,
    "blind-visualizer": _NO_BUNDLE,
    "check-cannot-log-in": _NO_BUNDLE,
    "connection-budget": _ALONE,
    "fragile-swarm": "a bundle names managers, and the twin wants to see a worker join",
    "idle-cut": _NO_BUNDLE,
    "kept-apart": _ALONE,
    "lone-holder": "the twin is quiet where no vip of the stack has more",
    "many-writers": _NO_BUNDLE,
    "open-socket": "an agent of ours has its secret, and a firewall is no file of Docker's",
    "open-stats": _NO_BUNDLE,
    "panels-apart": "a bundle binds each copy to its machine",
    "past-the-routers": _ALONE,
    "root-secret-shared": _OTHER_NAMES,
    "same-vrid": "the twin wants both on one device, of one machine or another",
    "secret-in-clear": _OTHER_NAMES,
    "secret-reused": _OTHER_NAMES,
    "sources-on-one-host": _ALONE,
    "unchecked-server": _NO_BUNDLE,
}
"""Rules whose examples become files in which the twin finds nothing, with the reason."""


def services(**networks: str) -> str:
    """Return databases of a Compose file, each with the network that it is in."""
    made = (
        f"  {name}:\n    image: mysql:8.4.10\n    networks: [{network}]\n"
        for name, network in networks.items()
    )
    return "services:\n" + "".join(made)


def subnet(name: str, text: str) -> str:
    """Return a network of a Compose file."""
    return f"  {name}:\n    ipam:\n      config:\n        - subnet: {text}\n"


DOOR = """
defaults
  mode tcp
  timeout connect 5s
  timeout client 8h
  timeout server 8h
listen db
  bind :3306
  option tcp-check
  server a 10.9.0.1:3306 check
"""

TEXTS = {
    "port-of-system": {
        "compose.yml": "services:\n  db:\n    image: mysql:8.4.10\n    ports: [33061:3306]\n",
    },
    "host-network-by-name": {
        "compose.yml": services(a="own") + "networks:\n  own:\n    driver: host\n",
    },
    "publish-without-network": {
        "compose.yml": "services:\n  h1:\n    image: haproxy:2.8.5\n    network_mode: host\n"
        '    ports: ["3307:3306"]\n'
        "    volumes: [./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg]\n",
        "haproxy.cfg": DOOR,
    },
    "subnet-overlap": {
        "compose.yml": services(a="one", b="two")
        + "networks:\n"
        + subnet("one", "10.20.0.0/16")
        + subnet("two", "10.20.30.0/24"),
    },
    "subnet-too-small": {
        "compose.yml": services(a="one", b="one", c="one")
        + "networks:\n"
        + subnet("one", "10.20.0.0/30"),
    },
}
"""Files that a rule must find fault with, where the bundle of its example shows nothing."""


def found_in(name: str) -> tuple[Diagnostic, ...] | None:
    """Return what linting says of what is bad for a rule."""
    if name in TEXTS:
        return lint_sources([Source(path, text) for path, text in TEXTS[name].items()]).found
    return linted(RULES[name].bad)


@cache
def bundle(text: str) -> tuple[Source, ...] | None:
    """Return the files of the bundle of a text; None where none can be written."""
    report = Report()
    source = Source("stack.dbs", text)
    topology = build_topology(gather([parse(source, report)], report), "stack", report)
    made = build(topology, [source], "0", report)
    if made is None:
        return None
    files = {path: content.decode() for path, (content, _) in made.files.items()}
    return tuple(Source(path, text) for path, text in sorted(files.items()))


@cache
def linted(text: str) -> tuple[Diagnostic, ...] | None:
    """Return what linting says of the bundle of a text; None where no bundle can be written."""
    files = bundle(text)
    return lint_sources(files).found if files is not None else None


def named(found: tuple[Diagnostic, ...] | None) -> set[str]:
    """Return the rules that spoke."""
    return {each.rule for each in found or ()}


def test_every_twin_is_a_rule_over_files() -> None:
    known = {rule.name for rule in rules_of_files()}
    assert {twin for twins in TWINS.values() for twin in twins} <= known
    assert {other for lifts in LIFTED.values() for other in lifts.beside} <= known


@pytest.mark.parametrize("name", LIFTED)
def test_what_is_wrong_in_a_stack_is_wrong_in_its_files(name: str) -> None:
    assert name in named(found_in(name))


@pytest.mark.parametrize("name", LIFTED)
def test_what_is_right_in_a_stack_is_right_in_its_files(name: str) -> None:
    assert not LIFTED.keys() & named(linted(RULES[name].good))


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_says_the_same_of_the_files(name: str) -> None:
    spoke = bool(set(TWINS[name]) & named(linted(RULES[name].bad)))
    assert spoke is (name not in UNTOLD)


@pytest.mark.parametrize("name", LIFTED)
def test_it_speaks_of_the_files_as_was_blessed(name: str, bless: bool) -> None:
    found = [each for each in found_in(name) or () if each.rule == name]
    assert all(each.fix is None for each in found)
    place = PLACE / f"{name}.out"
    place.parent.mkdir(parents=True, exist_ok=True)
    known = {place.name: place.read_bytes()} if place.exists() else {}
    settle(place.parent, {place.name: draw_all(found, ASCII).encode()}, known, bless)


def test_every_drawing_is_of_a_rule_that_is_lifted() -> None:
    assert {path.stem for path in PLACE.glob("*.out")} == set(LIFTED)


PORT = {
    "compose.yml": "services:\n  db:\n    image: mysql:8.4.10\n    ports: [33061:3306]\n",
}


def test_such_a_rule_can_be_selected_and_ignored() -> None:
    texts = [Text(Source(name, text), lambda name: None) for name, text in PORT.items()]
    assert named(lint(texts, select=["port-of-system"]).found) == {"port-of-system"}
    assert named(lint(texts, ignore=["port-of-system"]).found) == set()
    assert named(lint(texts, keeps=lambda rule, name: name != "compose.yml").found) == set()


def test_a_comment_in_the_file_allows_it() -> None:
    allowed = PORT["compose.yml"].replace(
        "3306]", "3306]  # dbs: allow port-of-system: reserved on all hosts"
    )
    assert named(lint_sources([Source("compose.yml", allowed)]).found) == set()


def test_an_address_that_only_speaks_vrrp_is_no_machine() -> None:
    text = (
        "vrrp_instance a {\n  state BACKUP\n  interface eth0\n  virtual_router_id 7\n"
        "  unicast_src_ip 10.0.0.9\n  unicast_peer {\n    10.0.0.8\n  }\n"
        "  virtual_ipaddress {\n    10.0.0.9/24\n  }\n}\n"
    )
    found = lint_sources([Source("keepalived.conf", text)]).found
    assert "address-taken" not in named(found)


def test_it_is_silent_where_a_rule_over_files_said_it(monkeypatch: pytest.MonkeyPatch) -> None:
    lifts = {"port-of-system": Lifts(beside=("image-without-tag",))}
    monkeypatch.setattr("dbstackc.lint.over.LIFTED", lifts)
    text = "docker run -d --name db -v d:/var/lib/mysql -p 33061:3306 mysql:latest\n"
    assert named(lint_sources([Source("a.sh", text)]).found) == {"image-without-tag"}
    text = text.replace("latest", "8.4.10")
    assert named(lint_sources([Source("a.sh", text)]).found) == {"port-of-system"}


EDGES = {
    "port-taken": {
        "haproxy.cfg": "listen a\n  bind :3306\n  server s 10.0.0.1:8066\n"
        "listen b\n  bind :3306\n  server s 10.0.0.2:8066\n"
    },
    "port-of-system": {
        "haproxy.cfg": "listen a\n  bind :33306\n  server s 10.0.0.1:8066\n",
    },
    "slow-beat": {
        f"{name}/keepalived.conf": "vrrp_instance a {\n  interface eth0\n  virtual_router_id 7\n"
        f"  priority {priority}\n  advert_int 9\n  unicast_src_ip 10.0.0.{own}\n"
        "  virtual_ipaddress {\n    10.0.0.9/24\n  }\n}\n"
        for name, own, priority in (("a", 1, 100), ("b", 2, 90))
    },
}
"""Stacks of proxies and vips alone, by the rule that finds something in each."""


@pytest.mark.parametrize("rule", EDGES)
def test_proxies_and_vips_alone_are_told_of(rule: str) -> None:
    texts = EDGES[rule]
    assert rule in named(lint_sources([Source(*each) for each in texts.items()]).found)


@pytest.mark.parametrize("name", LIFTED)
def test_nothing_is_lost_where_a_stack_is_not_lifted(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        source
        for each in (RULES[name].bad, RULES[name].good)
        for source in bundle(each) or ()
        if source.name.endswith(("haproxy.cfg", "keepalived.conf"))
    ]
    found = lint_sources(texts).found
    monkeypatch.setattr("dbstackc.lint.over.EDGES", frozenset())
    assert lint_sources(texts).found == found
