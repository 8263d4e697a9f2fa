"""What looks at a stack, as programs of Debian."""

from collections.abc import Mapping

from dbstackc.emit.service.spec import Service
from dbstackc.lab.need import find
from dbstackc.model.topology import Exporter, Watch

PROGRAMS: Mapping[str, str] = {
    "host": "prometheus-node-exporter",
    "database": "prometheus-mysqld-exporter",
    "watch": "prometheus",
}
"""What runs in place of an image, by what it is for: the package has the program's name."""

ROLES = ("exporter", "watch")


def program(service: Service) -> str:
    """Return the program that stands in for a container that looks or tells; empty for others."""
    thing = service.thing
    if isinstance(thing, Exporter):
        return PROGRAMS.get(thing.kind, "")
    return PROGRAMS["watch"] if isinstance(thing, Watch) else ""


def why_left_out(service: Service) -> str:
    """Return why a container that looks or tells does not run here, or nothing."""
    if service.recipe.role not in ROLES:
        return ""
    name = program(service)
    if not name:
        return f"{service.name}: {service.recipe.image} is no package of Debian"
    return "" if find(name) else f"{service.name}: {name} is not installed"
