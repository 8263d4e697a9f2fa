"""What carries a stack: Compose on each host, or a Swarm with its managers and labels."""

from collections.abc import Iterator, Sequence
from ipaddress import ip_network

from dbstackc.base.quantity import subnet
from dbstackc.base.text import listed
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Label, Range, Swarm
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.heads import OWN, is_head, machine_of, on_heads
from dbstackc.lint.lift.words import clause, is_name, statement, value, word
from dbstackc.syntax.tree import Statement, Word

_PART = 24
"""Bits of the network part of an overlay. Source: docker swarm init --help."""


def deployments(draft: Draft) -> Iterator[Statement]:
    """Yield how what is carried is started; nothing where that is done by hand.

    A Swarm is one that carries services: one that is there for its overlays alone is not. Where
    Compose files start what a Swarm carries too, a stack may be started either way.
    """
    carried = [each for each in draft.stack.all(Container) if id(each) in draft.used]
    swarmed = [each for each in (*draft.twins, *carried) if each.by in ("stack", "service")]
    by_hand = [each for each in carried if each.by == "run"]
    if swarmed and by_hand:
        names = f"`{swarmed[0].name.text}` by a Swarm, `{by_hand[0].name.text}` by hand"
        draft.leave(swarmed[0].name.span, f"things are started in two ways, {names}: say `deploy`")
        return
    stacked = {each.name.text for each in draft.twins if each.by in ("stack", "service")}
    composed = [each for each in carried if each.by == "compose"]
    both = [each for each in composed if each.name.text in stacked]
    if both or (carried and len(composed) == len(carried)):
        at = (both or composed)[0].name.span
        yield statement("deploy", at, [value(Word("compose", at))], blank=True)
    if swarmed:
        yield _swarm(swarmed, draft)


def _swarm(swarmed: Sequence[Container], draft: Draft) -> Statement:
    at = swarmed[0].name.span
    heads = {each.text: each for each in _leading(draft)}
    if not heads:
        heads = {each.text: each for each in _held(swarmed, draft)}
        if heads or not draft.stack.all(Swarm):
            which = "which others manage" if heads else "which machines manage"
            draft.leave(at, f"no file tells {which} the Swarm: say `managers`")
    block: list[Statement] = []
    if heads:
        names = list(heads.values())
        block.append(statement("managers", names[0].span, [value(*names)]))
    block += _pool(draft)
    block += _labels(draft)
    _leave_more([each for each in swarmed if id(each) in draft.used], draft)
    return statement("deploy", at, [value(Word("swarm", at))], [], block or None, blank=True)


def _leading(draft: Draft) -> Iterator[Word]:
    """Yield the machines that make the Swarm, join it as managers or are promoted in it."""
    for fact in draft.stack.all(Swarm):
        found = machine_of(fact, draft)
        if found is not None:
            draft.used.add(id(fact))
            if is_head(fact):
                yield Word(found[0].name, found[1])
        elif is_head(fact):
            draft.leave(
                fact.name.span, "no file tells which machine this manager is: say it in `managers`"
            )


def _held(swarmed: Sequence[Container], draft: Draft) -> Iterator[Word]:
    """Yield the machines of what is held to managers."""
    for one in swarmed:
        said = on_heads(one)
        if said is not None and id(one) in draft.used:
            yield Word(draft.home(one).name, said.span)


def _leave_more(swarmed: Sequence[Container], draft: Draft) -> None:
    """Note what a Swarm does with services that no word of the language asks for."""
    for one in swarmed:
        name = one.name.text
        meshed = [str(port.outside) for port in one.ports if port.mode == "ingress"]
        if meshed:
            draft.leave(
                one.name.span,
                f"every machine of the Swarm opens {listed(meshed, 3)} for `{name}`; in the"
                " language its own one does",
            )
        if one.replicas is not None and one.replicas.text != "1":
            draft.leave(
                one.replicas.span,
                f"`{name}` has {one.replicas.text} tasks; in the language each has a name",
            )


def _pool(draft: Draft) -> Iterator[Statement]:
    """Yield where overlays get their addresses from, as far as there is one such network."""
    begun = [each for each in draft.stack.all(Swarm) if each.name.text == "init" and not each.node]
    if begun and not draft.stack.all(Range):
        why = "overlays take addresses out of Docker's own pool, in the language out of `pool`"
        draft.leave(begun[0].name.span, why)
    for number, fact in enumerate(draft.stack.all(Range)):
        if subnet(fact.name.text) is None or number:
            continue
        draft.used.add(id(fact))
        yield statement("pool", fact.name.span, [value(word(fact.name))])
        usual = max(_PART, ip_network(fact.name.text).prefixlen)
        if fact.length is not None and fact.length.number != usual:
            draft.leave(
                fact.length.span, f"each overlay has /{usual} out of the pool in the language"
            )


def _labels(draft: Draft) -> Iterator[Statement]:
    """Yield the labels that machines are given; of two values of a key the last one holds."""
    last: dict[tuple[str, str], Label] = {}
    for fact in draft.stack.all(Label):
        machine = draft.find(fact.node.text)
        if machine is not None:
            draft.used.add(id(fact))
            last[fact.name.text.partition("=")[0], machine.name] = fact
    found: dict[str, tuple[Said, list[Word]]] = {}
    for (key, name), fact in last.items():
        if not key.startswith(OWN):
            places = found.setdefault(fact.name.text, (fact.name, []))[1]
            places.append(Word(name, fact.node.span))
    for text, (said, places) in found.items():
        key, _, setting = text.partition("=")
        if not (is_name(key) and is_name(setting)):
            draft.leave(said.span, f"`{text}` is no label that the language takes")
            continue
        made = [value(Word(key, said.span))]
        clauses = [clause("as", Word(setting, said.span)), clause("on", *places)]
        yield statement("label", said.span, made, clauses)
