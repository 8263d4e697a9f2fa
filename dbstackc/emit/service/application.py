"""The containers of applications."""

from collections.abc import Iterator

from dbstackc.base.text import endpoint
from dbstackc.emit.service.contract import SECRETS
from dbstackc.emit.service.spec import Health, Recipe, SecretFile, Service, Volume, origins
from dbstackc.model.service import Application, End
from dbstackc.model.topology import Router, Topology, Vip, reach


def application_services(topology: Topology, labels: dict[str, str]) -> Iterator[Service]:
    """Yield the container of each application, in the order written."""
    for app in topology.services:
        environment = dict(app.settings)
        environment.update((name, f"{SECRETS}/{secret.name}") for name, secret in app.secrets)
        environment.update((end.name, _where(app, end)) for end in app.ends)
        yield Service(
            name=app.name,
            recipe=Recipe(
                role="application",
                image=app.image,
                environment=environment,
                secrets=tuple(
                    SecretFile(secret, 0)
                    for secret in dict.fromkeys(secret for _, secret in app.secrets)
                ),
                health=Health(("CMD-SHELL", app.health)) if app.health else None,
                memory=app.memory,
                labels={**labels, "dbstackc.role": "application"},
            ),
            thing=app,
            host=app.host,
            lines=origins(app, "health"),
            volumes=tuple(
                Volume(f"{app.name}-{number}", folder) for number, folder in enumerate(app.keep, 1)
            ),
            ports=((app.port, app.listen),) if app.network and app.port else (),
            network=app.network,
            address=app.address,
        )


def _where(app: Application, end: End) -> str:
    """Return the address and port of a door, as an application sees it."""
    target, port = end.target, end.port
    if isinstance(target, Vip):
        address = target.address
    elif isinstance(target, Router):
        address, port = reach(app, target)
    else:
        address = reach(app, target)[0]
    return endpoint(address, port)
