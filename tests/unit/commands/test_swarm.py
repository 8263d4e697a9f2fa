"""Commands that make a Swarm, as facts, and what lint says of them."""

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.facts.machine import Range, Swarm
from dbstackc.lint.reader import Context, readers
from dbstackc.work.lint import lint_sources

(READER,) = (each for each in readers() if each.kind == "commands")
INIT = "docker swarm init --advertise-addr 10.0.0.1"
JOIN = 'docker swarm join --advertise-addr 10.0.0.2 --token "$(cat worker-token)" 10.0.0.1:2377'


def found(text: str) -> list[tuple[str, str, str, str]]:
    """Return the steps of a text: its name, whom it is done to by name or address, the role."""
    document = READER.read(Source("a.sh", text), Context(lambda path: None), Report())
    return [
        (
            each.name.text,
            each.node.text if each.node is not None else "",
            each.own.text if each.own is not None else "",
            each.role,
        )
        for each in READER.see(document)
        if isinstance(each, Swarm)
    ]


def test_a_join_tells_its_own_address_beside_whom_it_joins() -> None:
    assert found(f"{INIT}\n{JOIN}\n") == [("init", "", "", ""), ("join", "", "10.0.0.2", "worker")]


def test_each_node_of_a_promotion_leads() -> None:
    assert found("docker node promote vm2 $OTHER vm3") == [
        ("promote", "vm2", "", "manager"),
        ("promote", "vm3", "", "manager"),
    ]


def test_pools_are_those_of_an_init_with_their_length() -> None:
    text = f"{INIT} --default-addr-pool 10.1.0.0/16 --default-addr-pool-mask-length 26 --autolock"
    document = READER.read(Source("a.sh", text), Context(lambda path: None), Report())
    (pool,) = (each for each in READER.see(document) if isinstance(each, Range))
    assert (pool.name.span.text, pool.length and pool.length.number) == ("10.1.0.0/16", 26)


def test_a_promoted_node_leads_beside_the_first() -> None:
    def rules(text: str) -> set[str]:
        return {each.rule for each in lint_sources([Source("a.sh", text)]).found}

    assert "swarm-of-one" in rules(f"{INIT}\n{JOIN}\n")
    assert "swarm-of-one" not in rules(f"{INIT}\n{JOIN}\ndocker node promote vm2\n")
