"""Deployments: which engine carries the stack, and what a Swarm's machines are told."""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network

from dbstackc.base.origin import Origin
from dbstackc.language.declaration import Declaration
from dbstackc.language.program import Program
from dbstackc.model.engines import spoken_for
from dbstackc.model.free import declared, free
from dbstackc.model.resolve import Names
from dbstackc.model.topology import Deployment, Label, Vip

ZONE = "dbstackc.zone"
"""The label of a Swarm's machine that says what it fails together with."""


def deployments(program: Program, names: Names, vips: Iterable[Vip]) -> tuple[Deployment, ...]:
    """Return how the stack is carried; nothing said means Compose on each host.

    Reports: twice, unknown-name, reserved.
    """
    found: dict[str, Deployment] = {}
    for declaration in program.loose:
        if declaration.word == "promise":
            names.report.error(
                "reserved",
                "`promise` is reserved for proofs that are still to come",
                at=declaration.span,
                note="a promise that nothing proves would be worth nothing",
                help="leave it out for now, or keep it as a comment",
            )
            continue
        if declaration.word != "deploy":
            continue
        if declaration.poisoned or "engine" not in declaration.fields:
            continue
        engine = declaration.fields["engine"]
        if engine.value in found:
            names.report.error(
                "twice",
                f"`deploy {engine.value}` is said twice",
                at=engine.span,
                beside=[(found[engine.value].span, "said here")],
                help="keep one of them",
            )
            continue
        taken = (*spoken_for(names, vips), *declared(_pools(program)))
        found[engine.value] = _deployment(declaration, names, taken)
    if not found:
        first = next(iter(names.all("host")), None)
        if first is None:
            return ()
        return (Deployment(name="compose", span=first.span, origins={}, engine="compose"),)
    return tuple(found.values())


def _pools(program: Program) -> Iterator[str]:
    """Yield the pools that engines say."""
    for entity in program.of("engine"):
        if "pool" in entity.fields:
            yield from entity.fields["pool"].values


def _deployment(said: Declaration, names: Names, taken: tuple[IPv4Network, ...]) -> Deployment:
    engine = said.fields["engine"]
    given = said.fields.get("managers")
    managers = [names.get(("host",), item) for item in given.items] if given else []
    origins: dict[str, Origin] = {}
    pool = None
    if "pool" in said.fields:
        pool = said.fields["pool"].value
        origins["pool"] = Origin(said.fields["pool"].span)
    elif engine.value == "swarm":
        # the first is for what the engines make by themselves
        pool = next(iter(free(taken, 2)[1:]), None)
        origins["pool"] = Origin(engine.span, "derived", "nothing in the topology lies there")
    return Deployment(
        name=engine.value,
        span=engine.span,
        origins=origins,
        engine=engine.value,
        managers=tuple(host for host in managers if host is not None),
        pool=pool,
        labels=tuple(_labels(said, names)),
    )


def _labels(said: Declaration, names: Names) -> Iterable[Label]:
    for part in said.parts_named("label"):
        if part.poisoned or not {"key", "setting", "hosts"} <= part.fields.keys():
            continue
        hosts = [names.get(("host",), item) for item in part.fields["hosts"].items]
        yield Label(
            name=part.fields["key"].value,
            span=part.span,
            origins={name: Origin(given.span) for name, given in part.fields.items()},
            setting=part.fields["setting"].value,
            hosts=tuple(host for host in hosts if host is not None),
        )
