"""What machines are made ready with, before a stack comes to them."""

from dbstackc.base.record import record
from dbstackc.model.thing import Host, Thing


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Engine(Thing):
    """The Docker engine of some hosts.

    mirrors: of Docker Hub, in the order they are asked. log: bytes of one log; keep: logs of one
    container. pools: where networks without a subnet get one, each cut into parts of /24 (or
    smaller, where a pool is). live: whether containers outlive a restart of the engine.
    metrics: a port of the host's own address, or None. verbatim: members of daemon.json.
    """

    hosts: tuple[Host, ...]
    mirrors: tuple[str, ...]
    log: int
    keep: int
    pools: tuple[str, ...]
    live: bool
    metrics: int | None
    verbatim: tuple[str, ...]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Image(Thing):
    """An image that is built.

    tag: what things call it. recipe: mycat, keepalived or plain. base: the image that it begins
    with. packages: of Debian, in the order written. archive: what is fetched, or ""; sha256: its
    checksum, or "" where nobody said it. verbatim: lines of the Dockerfile.
    is_said: whether a statement speaks of it.
    """

    tag: str
    recipe: str
    base: str
    packages: tuple[str, ...]
    archive: str
    sha256: str
    verbatim: tuple[str, ...]
    is_said: bool
