"""What a stack says, before it is text."""

from dataclasses import dataclass

from dbstackc.emit.service.spec import Service
from dbstackc.model.thing import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """All containers of a topology.

    networks: the overlays that they use, in the order of the topology.
    host: whether any lives in its host's own network.
    """

    name: str
    services: tuple[Service, ...]
    networks: tuple[Network, ...]
    host: bool
