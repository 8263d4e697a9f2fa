"""What machines are made ready with, as JSON: a part of `export`."""

from collections.abc import Callable
from typing import Any

from dbstackc.model.topology import Topology

Describe = Callable[..., dict[str, Any]]


def machines(topology: Topology, thing: Describe, placed: Describe) -> dict[str, Any]:
    """Return the parts of a topology's JSON that speak of machines.

    thing: writes what every thing has, and some fields. placed: writes where it is, too.
    """
    hub = topology.registry
    known = topology.inventory
    return {
        "inventory": known
        and thing(known, ways=list(known.ways), login=known.login, port=known.port),
        "registry": hub
        and thing(
            hub,
            host=hub.host.name,
            address=hub.address,
            user=hub.user or None,
            secret=hub.secret.name if hub.secret else None,
            certificate=hub.certificate or None,
            key=hub.key or None,
            authority=hub.authority or None,
            image=hub.image,
        ),
        "engines": [
            thing(
                each,
                hosts=[host.name for host in each.hosts],
                mirrors=list(each.mirrors),
                log=each.log,
                keep=each.keep,
                pools=list(each.pools),
                live=each.live,
                metrics=each.metrics,
                verbatim=list(each.verbatim),
            )
            for each in topology.engines
        ],
        "images": [
            thing(
                each,
                tag=each.tag,
                recipe=each.recipe,
                base=each.base,
                packages=list(each.packages),
                archive=each.archive or None,
                sha256=each.sha256 or None,
                verbatim=list(each.verbatim),
            )
            for each in topology.images
        ],
        "services": [
            placed(
                each,
                image=each.image,
                memory=each.memory,
                settings=dict(each.settings),
                secrets={name: secret.name for name, secret in each.secrets},
                ends={
                    end.name: {
                        "to": f"{end.target.name}:{end.port}",
                        "pool": str(end.pool) if end.pool else None,
                        "idle": end.idle,
                    }
                    for end in each.ends
                },
                keep=list(each.keep),
                health=each.health,
            )
            for each in topology.services
        ],
        "panels": [
            placed(
                each,
                kind=each.kind,
                seen=each.seen,
                image=each.image,
                memory=each.memory,
                password=each.password.name if each.password else None,
                agents=[
                    thing(
                        agent,
                        host=agent.host.name,
                        listen=agent.listen,
                        port=agent.port,
                        image=agent.image,
                        memory=agent.memory,
                        secret=agent.secret.name,
                    )
                    for agent in each.agents
                ],
            )
            for each in topology.panels
        ],
        "backups": [
            thing(
                each,
                node=each.node.name,
                folder=each.folder,
                mounted=each.mounted,
                then=each.then,
                first=each.first,
                gap=each.gap,
                copies=each.copies,
                seconds=each.seconds,
                account=each.account,
                secret=each.secret.name,
            )
            for each in topology.backups
        ],
        "firewalls": [
            thing(
                each,
                hosts=[host.name for host in each.hosts],
                engine=each.engine,
                admin=list(each.admin),
                clients=list(each.clients),
                ssh=each.ssh,
            )
            for each in topology.firewalls
        ],
    }
