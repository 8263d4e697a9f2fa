"""What a host's Compose files say, before they are text."""

from dataclasses import dataclass

from dbstackc.emit.service.spec import Service
from dbstackc.model.thing import Host, Network
from dbstackc.model.topology import Vip

from .template import Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeFile:
    """All containers of a host.

    networks: those that they use, in the order of the topology.
    reserved: addresses of each network, by its name, that Docker must not hand out.
    templates: what was printed once, for all files of the stack.
    """

    stack: str
    host: Host
    services: tuple[Service, ...]
    networks: tuple[Network, ...]
    reserved: dict[str, tuple[Vip, ...]]
    templates: Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthFile:
    """What differs the one time that clusters are born on this host; services have a `birth`."""

    stack: str
    host: Host
    services: tuple[Service, ...]
    templates: Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFile:
    """The project's name, by which Compose finds its containers again."""

    host: Host
    project: str


Document = ComposeFile | BirthFile | ProjectFile
