"""Where a container may start, and who reaches it: what several rules ask."""

from dbstackc.lint.facts.container import Container, Port

_BOUND = ("node.hostname", "node.id", "node.labels", "engine.labels")

EVERYWHERE = ("", "0.0.0.0", "::")
"""Addresses of a host that mean all of them."""


def is_bound(one: Container) -> bool:
    """Tell whether a constraint binds a service to one machine, as far as words can tell.

    A role binds it to nothing, as soon as two machines have it.
    """
    return any(said.text.strip().startswith(_BOUND) for said in one.constraints)


def open_port(one: Container) -> Port | None:
    """Return a port that a container opens at every address of its host, or None."""
    return next((port for port in one.ports if port.address in EVERYWHERE), None)
