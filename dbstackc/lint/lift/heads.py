"""Who manages a Swarm, and what its labels say of a machine itself."""

from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Label, Swarm
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft, Machine
from dbstackc.lint.lift.words import is_name

OWN = "dbstackc."
"""Begins the labels that follow from the rest: a machine's name, and its zone."""

_HEADS = "node.role==manager"


def is_head(fact: Swarm) -> bool:
    """Return whether a machine manages the Swarm by what is done to it."""
    return fact.name.text == "init" or fact.role == "manager"


def machine_of(fact: Swarm, draft: Draft) -> tuple[Machine, Span] | None:
    """Return the machine that something is done to, and what says so."""
    said = fact.node or (fact.address if fact.name.text == "init" else fact.own)
    found = draft.find(said.text.partition(":")[0]) if said is not None else None
    return (found, said.span) if said is not None and found is not None else None


def on_heads(one: Container) -> Said | None:
    """Return what holds a service to managers."""
    return next((said for said in one.constraints if said.text.replace(" ", "") == _HEADS), None)


def place_on_heads(draft: Draft) -> None:
    """Put what is held to managers on the one that there is, where it is certain that it is one."""
    facts = [each for each in draft.stack.all(Swarm) if is_head(each)]
    told = [machine_of(each, draft) for each in facts]
    if any(each.role == "" for each in draft.stack.all(Swarm) if each.name.text == "join"):
        return
    heads = {each[0].name: each[0] for each in told if each is not None}
    if len(heads) == 1 and None not in told:
        for one in draft.stack.all(Container):
            if id(one) not in draft.homes and on_heads(one) is not None:
                draft.homes[id(one)] = next(iter(heads.values()))


def zones(draft: Draft) -> None:
    """Note what machines fail together with, as labels tell it."""
    for fact in draft.stack.all(Label):
        key, _, zone = fact.name.text.partition("=")
        machine: Machine | None = draft.find(fact.node.text)
        if key == f"{OWN}zone" and is_name(zone) and machine is not None:
            machine.zone = Said(zone, fact.name.span)
