"""The tables that scripts of a Swarm go through, read as they stand."""

from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.facts.container import Net
from dbstackc.lint.facts.machine import Host, Label, Range, Swarm
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.reader import Context, choose, readers

(READER,) = (each for each in readers() if each.kind == "tables")
HEADS = (
    "# host: managers of the swarm, the first one makes it",
    "# host, address",
    "# host, label",
    "# pool, length of the prefix of each overlay out of it",
    "# host, network, options",
)


def facts(text: str, name: str = "x.txt") -> list[Fact]:
    source, report = Source(name, text), Report()
    document = READER.read(source, Context(lambda path: None), report)
    assert READER.write(document) == text
    assert not [*report]
    return [*READER.see(document)]


def test_each_table_says_what_its_rows_are() -> None:
    first, second = facts(f"{HEADS[0]}\nvm2\nvm1\n")
    assert isinstance(first, Swarm)
    assert isinstance(second, Swarm)
    assert (first.name.text, second.name.text, second.role) == ("init", "join", "manager")
    assert second.node is not None
    assert second.node.span.text == "vm1"
    (host,) = facts(f"{HEADS[1]}\nvm1\t10.0.0.1\n")
    assert isinstance(host, Host)
    assert host.span.text == "vm1\t10.0.0.1"
    (label,) = facts(f"{HEADS[2]}\n# none\n\nvm1\tdisk=ssd\r\n")
    assert isinstance(label, Label)
    assert (label.node.text, label.name.span.text) == ("vm1", "disk=ssd")
    (pool,) = facts(f"{HEADS[3]}\n10.0.0.0/16\t24\n")
    assert isinstance(pool, Range)
    assert pool.length is not None
    assert pool.length.number == 24
    row = "vm1\twatch\t--driver overlay --opt encrypted --subnet 10.20.0.0/24"
    (net,) = facts(f"{HEADS[4]}\n{row}\n")
    assert isinstance(net, Net)
    assert (net.name.text, [each.span.text for each in net.subnets]) == ("watch", ["10.20.0.0/24"])
    assert net.encrypted is not None
    assert net.span.text == row


def test_a_row_of_other_columns_says_nothing() -> None:
    assert facts(f"{HEADS[1]}\nvm1\nvm2\t10.0.0.2\t3\n") == []


def test_rows_without_an_end_say_nothing() -> None:
    head = f"{HEADS[4]}\nvm1\tx\t--driver overlay\nvm1\ty\t"
    assert [each.name.text for each in facts(head + "--subnet 10.0.0.0/8 " * 1000)] == ["x"]
    assert len(facts(f"{HEADS[0]}\n" + "vm1\n" * 100_001)) == 100_000


def test_other_texts_are_claimed_by_nobody() -> None:
    for text in ("# host\nvm1\n", "host, address\nvm1\t1\n", f"{HEADS[1]}\nvm1,10.0.0.1\n", ""):
        assert choose("hosts.txt", text, [READER]) is None
    assert choose("anything", f"{HEADS[1]}\nvm1\t10.0.0.1\n", readers()) is READER


@given(st.sampled_from(HEADS), st.lists(st.text("\t\n\r #a-=./0'\x00\u2028é"), max_size=5))
def test_any_rows_are_harmless(head: str, rows: list[str]) -> None:
    for fact in facts("\n".join((head, *rows))):
        assert fact.span.start <= fact.name.span.start <= fact.name.span.end <= fact.span.end
