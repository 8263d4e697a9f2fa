"""Files that belong together are one stack, and files that do not are never compared."""

import pytest

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Attached, Container, Mount
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.group import stacks
from dbstackc.lint.reader import Context, Read


class Kind:
    """A reader that is nothing but its kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


def read(name: str, kind: str, *facts: Fact) -> Read:
    """Return a file that was read."""
    return Read(Source(name, ""), Kind(kind), None, facts, Context(lambda _: None))  # type: ignore[arg-type]


def said(text: str, name: str = "compose.yml") -> Said:
    """Return a value that stands alone in a file."""
    return Said(text, Span(Source(name, text), 0, len(text)))


def container(
    name: str, mounts: str = "", address: str = "", file: str = "compose.yml"
) -> Container:
    """Return a container with a mount and a fixed address.

    file: the name of the one that mounts.
    """
    return Container(
        name=said(name),
        span=said(name).span,
        by="compose",
        mounts=(
            Mount(kind="bind", outside=said(mounts, file), inside=said("/x"), span=said("").span),
        )
        if mounts
        else (),
        networks=(Attached(network=said("net"), address=said(address)),) if address else (),
    )


def vip(address: str) -> VrrpInstance:
    """Return an instance that may hold an address."""
    return VrrpInstance(name=said("a"), span=said("a").span, addresses=(said(address),))


def groups(*reads: Read) -> list[list[str]]:
    """Return the names of the files of each stack."""
    return [[each.source.name for each in stack.reads] for stack in stacks(reads)]


def test_a_mounted_file_belongs_to_what_mounts_it_however_far_it_is() -> None:
    mounting = container("h", "../conf/front/a/haproxy.cfg", file="deploy/compose.yml")
    a = read("deploy/compose.yml", "compose", mounting)
    b = read("conf/front/a/haproxy.cfg", "haproxy")
    c = read("conf/front/b/haproxy.cfg", "haproxy")
    assert groups(a, b, c) == [["deploy/compose.yml", "conf/front/a/haproxy.cfg"],
                               ["conf/front/b/haproxy.cfg"]]  # fmt: skip


def test_a_mounted_folder_brings_its_files() -> None:
    a = read("compose.yml", "compose", container("h", "./conf"))
    assert groups(a, read("conf/x.cfg", "haproxy")) == [["compose.yml", "conf/x.cfg"]]


def test_parts_of_a_document_are_one_stack() -> None:
    assert groups(read("notes.md", "haproxy"), read("notes.md", "commands")) == [
        ["notes.md", "notes.md"]
    ]


def test_a_folder_with_one_file_of_each_kind_is_one_stack() -> None:
    assert groups(read("a/haproxy.cfg", "haproxy"), read("a/keepalived.conf", "keepalived")) == [
        ["a/haproxy.cfg", "a/keepalived.conf"]
    ]


def test_a_folder_of_examples_is_no_stack() -> None:
    names = ("a/one.cfg", "a/two.cfg", "a/three.cfg")
    reads = [read(name, "haproxy") for name in names]
    assert groups(*reads) == [[name] for name in names]


def test_the_files_of_a_router_are_one_stack_among_others() -> None:
    reads = [
        read("c/schema.xml", "mycat-schema"),
        read("c/server.xml", "mycat-server"),
        read("c/one.cfg", "haproxy"),
        read("c/two.cfg", "haproxy"),
    ]
    assert groups(*reads) == [["c/schema.xml", "c/server.xml"], ["c/one.cfg"], ["c/two.cfg"]]


@pytest.mark.parametrize(
    ("other", "together"),
    [("lab/two/keepalived.conf", True), ("elsewhere/far/far/away/keepalived.conf", False)],
)
def test_a_vip_joins_files_that_are_near(other: str, together: bool) -> None:
    one = read("lab/one/keepalived.conf", "keepalived", vip("10.0.0.100/24"))
    two = read(other, "keepalived", vip("10.0.0.100"))
    assert (len(groups(one, two)) == 1) is together


def test_other_vips_do_not() -> None:
    one = read("lab/one/keepalived.conf", "keepalived", vip("10.0.0.100/24"))
    two = read("lab/two/keepalived.conf", "keepalived", vip("10.0.0.101/24"))
    assert len(groups(one, two)) == 2


def test_a_folder_of_many_such_files_is_a_collection() -> None:
    some = [read(f"lab/{n}.conf", "keepalived", vip("10.0.0.100")) for n in range(6)]
    assert len(groups(*some)) == 1
    more = read("lab/more.conf", "keepalived", vip("10.0.0.100"))
    assert len(groups(*some, more)) == 7


@pytest.mark.parametrize("name", ["keepalived-example.conf", "keepalived.conf.bak"])
def test_a_copy_beside_a_file_is_no_peer_of_it(name: str) -> None:
    one = read("lab/keepalived.conf", "keepalived", vip("10.0.0.100"))
    two = read(f"lab/{name}", "keepalived", vip("10.0.0.100"))
    assert len(groups(one, two)) == 2
