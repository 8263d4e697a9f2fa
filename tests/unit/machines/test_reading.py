"""What inventories and first starts say of machines, and what import makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.emit.load import load
from dbstackc.lint.facts.machine import Host
from dbstackc.lint.facts.reach import Access, Way
from dbstackc.lint.reader import Context, Reader
from tests.unit.lint.test_around import BALANCER, DOOR, lifted

READERS: dict[str, Reader] = {each.kind: each for each in load("machines").READERS}
NOTHING = Context(lambda path: None)

TREE = """\
all:
  vars: {ansible_user: root, ansible_password: hunter2}
  children:
    balancers:
      hosts:
        door1: {ansible_host: 10.0.0.1}
        door2:
          ansible_host: "10.0.0.2"
          ansible_port: 22
        door3: {ansible_host: door3.example.org}
        door4: {ansible_host: "{{ found }}"}
"""
PLAIN = """\
# who is there
[balancers]
door1 ansible_host=10.0.0.1 ansible_user=root ansible_password=hunter2
door2 ansible_ssh_host=10.0.0.2 ansible_port='22'
door3 ansible_host=door3.example.org
[all:vars]
ansible_become_pass = hunter2
[doors:children]
balancers
"""
START = "#cloud-config\nhostname: door1\nusers:\n  - plain_text_passwd: hunter2\n"


def facts(kind: str, text: str) -> list[object]:
    source = Source("x", text)
    return list(READERS[kind].see(READERS[kind].read(source, NOTHING, Report())))


@pytest.mark.parametrize("text", [TREE, PLAIN])
def test_an_inventory_tells_where_machines_are_and_who_logs_in(text: str) -> None:
    found = facts("inventory", text)
    hosts = [(one.name.text, one.address.text) for one in found if isinstance(one, Host)]
    assert hosts == [("door1", "10.0.0.1"), ("door2", "10.0.0.2")]
    ((who, port),) = [(one.name.text, one.port) for one in found if isinstance(one, Access)]
    assert (who, port and port.text) == ("root", "22")
    assert [one.by for one in found if isinstance(one, Way)] == ["ansible"]


@pytest.mark.parametrize("more", ["ansible_user=other", "ansible_port=23"])
def test_who_logs_in_differs_and_is_nobody_then(more: str) -> None:
    other = PLAIN.replace("door3 ", f"door3 {more} ")
    assert not [one for one in facts("inventory", other) if isinstance(one, Access)]


@pytest.mark.parametrize(
    ("kind", "text"), [("inventory", TREE), ("inventory", PLAIN), ("cloud-init", START)]
)
def test_passwords_are_known_as_such(kind: str, text: str) -> None:
    reader = READERS[kind]
    document = reader.read(Source("x", text), NOTHING, Report())
    hidden = [span.text for span in reader.secrets(document)]
    assert hidden == ["hunter2"] * text.count("hunter2")


@pytest.mark.parametrize(
    ("kind", "text", "claimed"),
    [
        ("inventory", TREE, True),
        ("inventory", PLAIN, True),
        ("inventory", "- hosts: all\n  vars:\n    ansible_user: root\n", False),
        ("inventory", "Set `ansible_host=10.0.0.1` for each.\n", False),
        ("cloud-init", START, True),
        ("cloud-init", "# cloud-config\n", False),
    ],
)
def test_files_are_known_by_what_they_say(kind: str, text: str, claimed: bool) -> None:
    assert bool(READERS[kind].claims("x", text)) == claimed


PIECES = [
    *TREE.splitlines(True),
    *PLAIN.splitlines(True),
    *START.splitlines(True),
    "[",
    "x: &a [*a",
    "\r\n",
]


@given(st.sampled_from(sorted(READERS)), st.lists(st.sampled_from(PIECES)))
def test_any_lines_are_read_and_written_back(kind: str, lines: list[str]) -> None:
    reader, source = READERS[kind], Source("x", "".join(lines))
    assert reader.write(reader.read(source, NOTHING, Report())) == source.text
    assert all(span.text for span in reader.secrets(reader.read(source, NOTHING, Report())))


def test_machines_get_their_names_addresses_and_ways() -> None:
    contexts = (
        "#!/bin/sh\nwhile read -r host; do\n"
        '  docker context create "$host" --docker "host=ssh://root@$host"\ndone\n'
    )
    files = {
        "hosts/door1/compose.yml": BALANCER,
        "hosts/door1/door.cfg": DOOR,
        "machines/inventory.yml": TREE,
        "machines/door1.yml": START,
        "machines/contexts.sh": contexts,
    }
    ((text, left),) = lifted(files)
    assert "host door1 at 10.0.0.1 " in text
    assert "inventory contexts, cloud-init, ansible { login root port 22 }" in text
    assert "hunter2" not in text
    assert not [each for each in left if "address of the machine" in each]
