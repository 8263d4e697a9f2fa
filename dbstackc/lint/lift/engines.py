"""Engines: what the daemon.json of each machine says."""

import json
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import ip_network
from typing import Any

from dbstackc.base.quantity import Size, size, subnet
from dbstackc.base.record import record
from dbstackc.lint.facts.machine import Daemon
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.own import machine_of
from dbstackc.lint.lift.words import clause, shown, statement, text, value, word
from dbstackc.syntax.tree import Statement, Text, Word

_UNSAID = {
    "log-opts.max-size": "logs get an end after 10M",
    "log-opts.max-file": "3 logs of a container are kept",
    "live-restore": "containers outlive a restart of the engine",
}
"""What the language says where a daemon.json does not."""

_PART = {4: 24, 6: 64}
"""Bits of the network part of each network out of a pool, by the version of the protocol."""


@record(frozen=True, slots=True, eq=False)
class _Said:
    """What a daemon.json says, and the machines that have one that says so."""

    fact: Daemon
    block: Sequence[Statement]
    places: list[Word]


def engines(draft: Draft) -> Iterator[Statement]:
    """Yield the statements of the engines; machines whose files say the same share one."""
    found: dict[tuple[str, ...], _Said] = {}
    for fact in draft.stack.all(Daemon):
        home = machine_of("daemon", fact, draft)
        if home is None or not fact.settings:
            continue
        block = list(_block(fact, draft))
        key = tuple(shown(each) for each in block)
        found.setdefault(key, _Said(fact, block, [])).places.append(Word(home.name, fact.name.span))
        draft.used.add(id(fact))
    for number, each in enumerate(found.values()):
        at = each.fact.name.span
        name = Word(draft.names.take("docker", "engine"), at)
        places = clause("on", *each.places)
        yield statement("engine", at, [value(name)], [places], each.block or None, blank=not number)


def _block(fact: Daemon, draft: Draft) -> Iterator[Statement]:
    """Yield what a daemon.json says; what has no word, as the members that they are."""
    given = fact.settings
    for path, why in _UNSAID.items():
        if path not in given:
            draft.leave(fact.name.span, f"`{path}` is not said; in the language {why}")
    mirrors = [said for path, said in given.items() if path.startswith("registry-mirrors.")]
    if mirrors:
        yield statement("mirror", mirrors[0].span, [value(*map(text, mirrors))])
    carried = {"registry-mirrors"}
    if _is_plain(given, "log-driver", "json-file"):
        carried.add("log-driver")
    most, keep = given.get("log-opts.max-size"), given.get("log-opts.max-file")
    others = [p for p in given if p.startswith("log-opts.") and p not in _UNSAID]
    held = Size(int(most.text)) if most is not None and most.text.isdigit() else None
    if not others and (most is None or (held is not None and size(str(held)))):
        carried.add("log-opts")
        if most is not None:
            yield statement("log", most.span, [value(word(Said(str(held), most.span)))])
        if keep is not None and keep.number is not None:
            yield statement("keep", keep.span, [value(word(keep))])
    pools = list(_pools(given))
    if pools and all(pools):
        carried.add("default-address-pools")
        said = [word(each) for each in pools if each is not None]
        yield statement("pool", said[0].span, [value(*said)])
    live = given.get("live-restore")
    if live is not None and live.text in ("true", "false"):
        carried.add("live-restore")
        switch = Word("yes" if live.text == "true" else "no", live.span)
        yield statement("live", live.span, [value(switch)])
    metrics = given.get("metrics-addr")
    if metrics is not None and (port := metrics.text.rpartition(":")[2]).isdigit():
        carried.add("metrics-addr")
        yield statement("metrics", metrics.span, [value(Word(port, metrics.span))])
    yield from _verbatim(given, carried, draft)


def _is_plain(given: Mapping[str, Said], path: str, wanted: str) -> bool:
    return path in given and given[path].text == wanted


def _pools(given: Mapping[str, Said]) -> Iterator[Said | None]:
    """Yield the pools that networks are taken out of; None where parts are of another size."""
    number = 0
    while (base := given.get(f"default-address-pools.{number}.base")) is not None:
        part = given.get(f"default-address-pools.{number}.size")
        number += 1
        if subnet(base.text) is None or part is None:
            yield None
            continue
        net = ip_network(base.text)
        yield base if part.number == max(_PART[net.version], net.prefixlen) else None


def _verbatim(given: Mapping[str, Said], carried: set[str], draft: Draft) -> Iterator[Statement]:
    for path, key in given.items():
        name = path.removeprefix("#")
        if name == path or name in carried or "." in name:
            continue
        if name == "insecure-registries" and _is_hub(given, draft):
            continue
        leaves = {
            rest.removeprefix("."): said
            for other, said in given.items()
            if (rest := other.removeprefix(name)) != other and rest[:1] in ("", ".")
        }
        if not leaves:
            draft.leave(key.span, f"`{name}` says nothing")
            continue
        line = f"{json.dumps(name)}: {json.dumps(_whole(leaves), ensure_ascii=False)}"
        yield statement("verbatim", key.span, [value(Text(line, key.span))])


def _is_hub(given: Mapping[str, Said], draft: Draft) -> bool:
    """Tell whether it trusts what the stack's registry alone is, which the language lets it do."""
    found = [said.text for path, said in given.items() if path.startswith("insecure-registries.")]
    return draft.is_clear and found == [draft.hub]


def _whole(leaves: Mapping[str, Said]) -> Any:
    """Return the value that plain values at their paths are parts of."""
    if "" in leaves:
        said = leaves[""]
        is_quoted = said.span.source.text[said.span.start - 1 : said.span.start] == '"'
        return said.text if is_quoted else json.loads(said.text)
    parts: dict[str, dict[str, Said]] = {}
    for path, said in leaves.items():
        head, _, rest = path.partition(".")
        parts.setdefault(head, {})[rest] = said
    if all(head.isdigit() for head in parts):
        return [_whole(inner) for inner in parts.values()]
    return {head: _whole(inner) for head, inner in parts.items()}
