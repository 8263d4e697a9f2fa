"""Panels as they are said: where they stand, who sees them, and their agents."""

from collections.abc import Iterator
from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.language.declaration import Declaration, Entity
from dbstackc.language.program import Program
from dbstackc.language.types import Place
from dbstackc.language.words.panel import AGENTS
from dbstackc.model.inherit import Heritage, said, spans
from dbstackc.model.known import AGENT_OF, PANELS
from dbstackc.model.panel import AGENT, INSIDE, Agent, Panel
from dbstackc.model.placement import Placement
from dbstackc.model.resolve import Names
from dbstackc.model.routers import network_of
from dbstackc.model.thing import Network, Secret


def panels(program: Program, heritage: Heritage, names: Names, placement: Placement) -> list[Panel]:
    """Return the panels in the order written.

    Reports: unknown-name, taken-name, missing, misplaced.
    """
    found = []
    for entity in program.of("panel"):
        made = None if entity.poisoned else _panel(entity, heritage, names)
        if made is None:
            names.poison(entity.name)
            continue
        mine = [("panel", made), *(("agent", each) for each in made.agents)]
        # each is asked, so that each that is taken is told
        if all([names.add(what, one) for what, one in mine]):  # noqa: C419
            for _, one in mine:
                if one.port is not None:
                    placement.claim(one.host, one.port)
            found.append(made)
    return found


def _panel(entity: Entity, heritage: Heritage, names: Names) -> Panel | None:
    host = names.host(entity.fields["place"].items[0])
    if host is None:
        return None
    origins: dict[str, Origin] = {"host": Origin(entity.fields["place"].span)}

    def get(slot: str) -> Any:
        return heritage.value(entity, slot, origins)

    kind = get("kind")
    at: Place = entity.fields["place"].value
    port = at.port or INSIDE[kind]
    note = "" if at.port else "where it listens by itself"
    origins["port"] = Origin(entity.fields["place"].span, "said" if at.port else "default", note)
    network = network_of(entity, heritage, names, origins)
    seen, image = get("seen"), get("image")
    if seen is None:
        seen = "admin" if kind == "portainer" else "loopback"
        origins["seen"] = Origin(entity.span, "derived", f"as {kind} is safe")
    if image is None:
        image = PANELS.get(kind, "")
        origins["image"] = Origin(entity.span, "default", f"what {kind} is today")
    part = heritage.part(entity, "agents")
    if not _fits(entity, heritage, kind, part, names):
        return None
    agents = tuple(_agents(entity, part, network, image, names)) if part else ()
    return Panel(
        name=entity.name,
        span=entity.span,
        origins=origins,
        doc=entity.doc,
        host=host,
        network=network,
        address=get("address"),
        listen=INSIDE[kind] if network else port,
        port=port,
        kind=kind,
        of=entity.of,
        seen=seen,
        image=image,
        memory=get("memory").bytes,
        password=_password(entity, heritage, origins, names),
        agents=agents,
    )


def _password(
    entity: Entity, heritage: Heritage, origins: dict[str, Origin], names: Names
) -> Secret | None:
    given = heritage.given(entity, "password")
    heritage.value(entity, "password", origins)
    found: Secret | None = names.get(("secret",), given.items[0]) if given else None
    return found


def _fits(
    entity: Entity, heritage: Heritage, kind: str, part: Declaration | None, names: Names
) -> bool:
    """Return whether what is said is said of the right kind.

    Reports: missing, misplaced.
    """
    given = heritage.given(entity, "password")
    if kind != "portainer":
        alien = given.span if given else part.span if part else None
        if alien is None:
            return True
        names.report.error(
            "misplaced",
            f"`{entity.name}` is no Portainer, and takes no {'password' if given else 'agents'}",
            at=alien,
            beside=[(entity.fields["kind"].span, "said here")],
            note="of the panels Portainer alone has accounts, and agents",
            help="leave it out, or write `by portainer`",
        )
        return False
    if given is None:
        names.report.error(
            "missing",
            f"`{entity.name}` has no password",
            at=entity.span,
            note="without one Portainer makes whoever comes first its administrator",
            help="write it as in `password secret.board`",
        )
        return False
    return True


def _agents(
    entity: Entity, part: Declaration, network: Network | None, image: str, names: Names
) -> Iterator[Agent]:
    """Yield an agent for each host.

    Reports: unknown-name, misplaced.
    """
    secret = names.get(("secret",), part.fields["secret"].items[0])
    for item in part.fields["place"].items:
        host, at = names.host(item), item.value
        if host is None or secret is None:
            continue
        if network is not None and at.port is not None:
            names.report.error(
                "misplaced",
                f"the agents of `{entity.name}` have a network, and open no port of their hosts",
                at=item.span,
                beside=[(entity.fields["network"].span, "said here")]
                if "network" in entity.fields
                else (),
                note="the panel finds them where they are",
                help="name the hosts without a port",
            )
            return
        port = None if network else at.port or AGENT
        yield Agent(
            name=f"{entity.name}-agent-{host.name}",
            span=item.span,
            origins={**spans(part.fields), "host": Origin(item.span), "port": Origin(item.span)},
            host=host,
            network=network,
            address=None,
            listen=port or AGENT,
            port=port,
            of=entity.name,
            image=said(part, AGENTS, "image") or _of_version(image),
            memory=said(part, AGENTS, "memory").bytes,
            secret=secret,
        )


def _of_version(image: str) -> str:
    """Return the agent of a panel's version; a panel of another name gets the one known."""
    repository, _, tag = image.partition(":")
    return f"portainer/agent:{tag}" if repository == "portainer/portainer-ce" and tag else AGENT_OF
