"""What looks at a stack, as JSON: a part of `export`."""

from typing import Any

from dbstackc.model.export_machines import Describe
from dbstackc.model.topology import Topology
from dbstackc.model.watch import Grafana


def watching(topology: Topology, thing: Describe, placed: Describe) -> dict[str, Any]:
    """Return the parts of a topology's JSON that speak of what looks at it.

    thing: writes what every thing has, and some fields. placed: writes where it is, too.
    """

    def grafana(each: Grafana) -> dict[str, Any]:
        said = {"port": each.port, "secret": each.secret.name}
        return thing(each, **said, image=each.image, memory=each.memory)

    return {
        "watches": [
            placed(
                each,
                keep=each.keep,
                every=each.every,
                alert=[pager.name for pager in each.alert],
                image=each.image,
                memory=each.memory,
                grafana=each.grafana and grafana(each.grafana),
            )
            for each in topology.watches
        ],
        "exporters": [
            placed(
                each,
                kind=each.kind,
                of=each.of.name,
                image=each.image or None,
                memory=each.memory,
            )
            for each in topology.exporters
        ],
    }
